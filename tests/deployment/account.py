"""An AWS account for a rehearsal: moto, in which Lambda functions run from the packages uploaded to it."""

import hashlib
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import pytest
from chalice import Chalice
from moto.awslambda.models import LambdaFunction
from moto.moto_api._internal import moto_api_backend
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.sqs.models import sqs_backends

from local.event_source import EventSource
from local.server import Server
from local.sqs_server import ACCOUNT, REGION
from rehearsal.execution_environment import FETCH_FROM_LOOPBACK, ExecutionEnvironment, Function, FunctionError
from rehearsal.package import unpacked
from tests.deployment.parts import mend_moto


class Account:
    """The account, its server and what runs in it.

    `folder` is where packages are unpacked.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        host, port = self._server.get_host_and_port()
        self.environment = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "rehearsal",
            "AWS_SECRET_ACCESS_KEY": "rehearsal",
            "AWS_DEFAULT_REGION": REGION,
        }
        self.code = _Code()
        self._running: dict[str, tuple[str, ExecutionEnvironment]] = {}
        self._turns: dict[str, threading.Lock] = {}
        self._sources: list[EventSource] = []
        self._apis: list[Server] = []

    def client(self, service: str) -> Any:
        """A client of one of the account's services."""
        return boto3.client(
            service,
            endpoint_url=self.environment["AWS_ENDPOINT_URL"],
            region_name=REGION,
            aws_access_key_id="rehearsal",
            aws_secret_access_key="rehearsal",
        )

    def stop(self) -> None:
        """End everything that runs."""
        for source in self._sources:
            source.stop(3)
        for api in self._apis:
            api.stop()
        for _, process in self._running.values():
            process.stop()
        moto_api_backend.reset()  # or the packages, 40 MB for each version of a function, stay in memory
        self._server.stop()
        self.code.close()

    # --- Lambda ---------------------------------------------------------------------------------

    def invoke(self, name: str, event: Any) -> Any:
        """What a deployed function returns for an event.

        Raises:
            FunctionError: it raised.
        """
        function = self._deployed(name)
        with self._turns.setdefault(name, threading.Lock()):
            version = f"{function.code_sha_256} {function.environment_vars}"
            known, process = self._running.get(name, ("", None))
            if known != version:  # as on AWS, new code and new variables get new processes
                if process:
                    process.stop()
                process = self._start(function)
                self._running[name] = (version, process)
            assert process
            return process.invoke(event)

    def log(self, name: str) -> list[dict[str, Any]]:
        """What a function's process has logged."""
        lines = self._running[name][1].log().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]  # others are the runtime's own

    def forget(self, name: str) -> None:
        """Let the next invocation of a function start a process of its own."""
        if name in self._running:
            self._running.pop(name)[1].stop()

    def _deployed(self, name: str) -> LambdaFunction:
        from moto.awslambda.models import lambda_backends

        return lambda_backends[ACCOUNT][REGION].get_function(name)

    def _start(self, function: LambdaFunction) -> ExecutionEnvironment:
        task = self._folder / function.code_sha_256.replace("/", "_")
        if not task.exists():
            unpacked(function.code_bytes, task)
        return ExecutionEnvironment(
            Function(
                name=function.function_name,
                task=task,
                handler=function.handler,
                environment={**function.environment_vars, **self.environment},
                seconds=function.timeout,
                megabytes=function.memory_size,
            ),
            prelude=FETCH_FROM_LOOPBACK if function.function_name.endswith("-worker") else "",
        )

    # --- what calls the functions ---------------------------------------------------------------

    def start_event_sources(self) -> None:
        """Let every event source mapping feed its function, as it was deployed.

        moto's own way, which runs the function while a message is sent, is switched off.
        """
        sqs = self.client("sqs")
        for mapping in self.client("lambda").list_event_source_mappings()["EventSourceMappings"]:
            queue = mapping["EventSourceArn"].rpartition(":")[2]
            sqs_backends[ACCOUNT][REGION].queues[queue].lambda_event_source_mappings.clear()
            name = mapping["FunctionArn"].rpartition(":")[2]
            url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
            source = EventSource(
                sqs,
                url,
                lambda event, _context, name=name: self.invoke(name, event),
                batch_size=mapping["BatchSize"],
                concurrency=1,
                timeout_seconds=60,
            )
            source.start()
            self._sources.append(source)

    def show_hidden_messages(self, queue: str) -> None:
        """Let time pass until a queue shows again what a failed invocation took."""
        for message in sqs_backends[ACCOUNT][REGION].queues[queue]._messages:
            message.visible_at = 0

    def serve(self, app: Chalice, function: str) -> str:
        """Serve an API's function over HTTP as API Gateway does; returns the address.

        The routes are the app's: moto does not run integrations.
        """
        deployed = _Deployed(self, function, app)
        server = Server(deployed, 0)
        server.start()
        self._apis.append(server)
        return server.address


class _Deployed:
    """What a server needs of an app, answered by the deployed function."""

    def __init__(self, account: Account, function: str, app: Chalice) -> None:
        self.routes, self.api = app.routes, app.api
        self._account, self._function = account, function

    def __call__(self, event: dict[str, Any], _context: object) -> Any:
        body = event["body"]
        sent = {**event, "body": body.decode() if isinstance(body, bytes) else body, "isBase64Encoded": False}
        return self._account.invoke(self._function, sent)


class _Code:
    """Where the packages of functions can be downloaded, as from the links that Lambda gives."""

    def __init__(self) -> None:
        packages: dict[str, bytes] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                package = packages[self.path]
                self.send_response(200)
                self.send_header("Content-Length", str(len(package)))
                self.end_headers()
                self.wfile.write(package)

            def log_message(self, *args: object) -> None:
                pass

        self._packages = packages
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def link(self, package: bytes) -> str:
        """Where a package can be downloaded from now on."""
        path = f"/{hashlib.sha256(package).hexdigest()}"
        self._packages[path] = package
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def account(folder: Path) -> Iterator[Account]:
    """An account, while the block runs."""
    opened = Account(folder)

    def invoke(
        function: LambdaFunction, body: str, _headers: object, answer_headers: dict[str, str]
    ) -> bytes:
        try:
            return json.dumps(opened.invoke(function.function_name, json.loads(body or "{}"))).encode()
        except FunctionError as error:
            answer_headers["x-amz-function-error"] = "Unhandled"
            return json.dumps(error.payload).encode()

    get_code = LambdaFunction.get_code

    def get_code_with_link(function: LambdaFunction) -> dict[str, Any]:
        found = get_code(function)
        found["Code"]["Location"] = opened.code.link(function.code_bytes)
        return found

    mended = pytest.MonkeyPatch()
    mend_moto(mended)
    mended.setattr(LambdaFunction, "invoke", invoke)
    mended.setattr(LambdaFunction, "get_code", get_code_with_link)
    try:
        yield opened
    finally:
        opened.stop()
        mended.undo()
