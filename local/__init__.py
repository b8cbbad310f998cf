"""The whole service on one machine: Postgres, queue, API and worker in one command."""
