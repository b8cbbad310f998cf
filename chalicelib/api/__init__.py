"""HTTP: reading requests, the calls, what they answer, and problems."""
