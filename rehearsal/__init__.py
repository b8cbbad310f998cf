"""A deployed function on this machine: Chalice's package, unpacked and run as Lambda runs it.

For the rehearsal of a deploy (tests/deployment) and for cold starts (benchmarks/cold_start.py); nothing that
serves people imports it.
"""
