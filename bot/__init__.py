"""Tanya Desa: curated answers in Indonesian, each with its source sentence."""
