"""The report as one page: findings, pictures of the imports, and the numbers, in a single file that asks nothing of any server."""
