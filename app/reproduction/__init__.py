"""Reproduction: every figure of both papers from nothing, and its numbers beside the papers'."""
