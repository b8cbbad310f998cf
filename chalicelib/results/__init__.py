"""The results of ended jobs, in Postgres."""
