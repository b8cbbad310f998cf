"""What the calls answer, in a room for each subject."""
