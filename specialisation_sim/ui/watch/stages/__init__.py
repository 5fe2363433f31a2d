"""Stages: one module a story."""
