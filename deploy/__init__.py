"""The service on AWS: its infrastructure, its package, and the steps of a deploy."""
