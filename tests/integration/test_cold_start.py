"""What a fresh interpreter imports to answer a first request."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

POST = """
import json, sys
import app
event = {
    "requestContext": {"httpMethod": "POST", "resourcePath": "/jobs", "path": "/jobs", "identity": {}},
    "headers": {"content-type": "application/json"}, "pathParameters": {}, "stageVariables": {},
    "multiValueQueryStringParameters": None, "body": json.dumps({"url": "http://127.0.0.1:9/ü"}),
}
answer = app.app(event, None)
print(json.dumps([answer["statusCode"], sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def test_a_post_is_answered_without_database_driver_parser_or_client(api):
    done = subprocess.run(
        [sys.executable, "-c", POST], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True
    )
    status, modules = json.loads(done.stdout)
    assert status == 202
    assert "boto3" in modules
    assert not {"sqlalchemy", "pg8000", "alembic", "nltk", "bs4", "turbohtml", "requests"} & set(modules)
