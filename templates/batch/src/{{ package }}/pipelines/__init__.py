"""One module, one pipeline: the command line and every orchestrator find whatever has a PIPELINE in this folder."""
