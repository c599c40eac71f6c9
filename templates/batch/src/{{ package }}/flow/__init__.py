"""How steps make a pipeline and how a pipeline runs. Knows no business and no orchestrator."""
