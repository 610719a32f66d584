"""Extraction: claims out of a document."""
