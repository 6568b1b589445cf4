"""Tanya Desa: curated answers in Indonesian, each with its source sentence."""

import os

# One thread computes: the matrices are small, and a second thread that waits for a busy core costs seconds.
# Read when NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
