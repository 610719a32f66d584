"""ssc-graph."""
