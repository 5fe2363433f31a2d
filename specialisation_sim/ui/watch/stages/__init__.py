"""Stages: one module a story, and the plain one for stories of one's own."""
