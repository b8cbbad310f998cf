"""What stops a deploy: a sentence that says what is wrong and what to do."""


class DeployError(Exception):
    """A step of a deploy cannot go on; the message is for the operator."""
