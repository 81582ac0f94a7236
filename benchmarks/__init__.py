"""Benchmarks: programs that measure and print; no test depends on them.

`python -m benchmarks` (`make bench`) prints ratios: each figure beside that of a peer, or of a floor under which nobody
comes, measured in the same run in alternating rounds. Absolute figures belong to a machine and its mood; ratios travel.
Begin with `__main__.py`. `corpus.py` and `migrating.py` are programs of their own. What is fetched and made lies under
HOME/benchmarks.
"""
