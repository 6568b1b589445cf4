"""Measurements, each a command that anyone can run again."""

import os

# One core, as the goals are set for; read when NumPy is loaded, hence so early.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
