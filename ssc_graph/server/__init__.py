"""The graph on the web: SPARQL, linked data and pages, live from one command.

Needs the extra ``server`` (Starlette and uvicorn). The parts, from the outside inwards: :mod:`~ssc_graph.server.running` listens,
:mod:`~ssc_graph.server.guards` let in, :mod:`~ssc_graph.server.application` names the paths, :mod:`~ssc_graph.server.screening` looks at
queries before any parser does, :mod:`~ssc_graph.server.pool` hands them to processes that may be killed, and
:mod:`~ssc_graph.server.keeper` is what runs there.
"""
