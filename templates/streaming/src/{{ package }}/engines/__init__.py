"""The engines that readings go through: thin, and all with the same pipeline inside."""
