"""Pure computation, without database nor web."""

import os

# Whoever solves or fits a model does it on one thread: the machine is shared, and workers fork.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
