"""The engine inside this process: one thread, any source and sink, and checkpoints that hide a crash."""
