"""Work lists (待办): what waits for you, and for whom else."""
