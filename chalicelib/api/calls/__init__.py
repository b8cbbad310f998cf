"""The calls of the API, each from a request to its answer, in a room for each subject."""
