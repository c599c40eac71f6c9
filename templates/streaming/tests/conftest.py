"""Property tests are searched in the same way each time: a failure on one machine is a failure on all."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, max_examples=50)
settings.load_profile("repeatable")
