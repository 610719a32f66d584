"""Graphs of others beside ours: which things are the same, with reasons, and what a merge of them says."""
