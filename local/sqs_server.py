"""SQS's protocol on loopback: JSON 1.0, as far as the service uses it, answered from the messages on disk.

It is spoken with who knows the server's secret: the session token that boto3 sends with each request. A web
page in a browser on this machine does not know it, and would name itself in `Origin`, or another host in
`Host`.
"""

import io
import json
import threading
import time
from collections.abc import Callable, Mapping
from hashlib import md5
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

from local.journal import JournalError
from local.limits import PatientReader
from local.messages import LONGEST_DELAY_SECONDS, Messages, New, Taken

REGION = "us-east-1"
ACCOUNT = "123456789012"
_LARGEST_BYTES = 1_048_576  # of a message, and of all messages of one call
_LARGEST_BATCH = 10
_LONGEST_POLL_SECONDS = 20
_LOOK_SECONDS = 0.25  # how often a poll that waits looks for messages whose delay is over
_IDLE_SECONDS = 60


class Refused(Exception):
    """SQS's answer to a request that it does not take: `code` as SQS names it."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class Server(ThreadingHTTPServer):
    """SQS's endpoint, on a free port of 127.0.0.1."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, messages: Messages, secret: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.host = f"127.0.0.1:{self.server_port}"
        self.address = f"http://{self.host}"
        self.secret = secret
        self.endpoint = Endpoint(messages, self.address)

    def handle_error(self, _request: Any, _address: Any) -> None:
        """A connection that broke off, as that of a process that was killed, is nothing to tell."""

    def url(self, name: str) -> str:
        """The URL that names a queue."""
        return self.endpoint.url(name)

    def start(self) -> None:
        """Answer requests, each connection in a thread."""
        threading.Thread(target=self.serve_forever, args=(0.05,), name="sqs", daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self.endpoint.stop()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One connection of boto3's."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _IDLE_SECONDS
    server: Server

    def setup(self) -> None:
        """Read requests by a clock: a byte now and then holds no thread for ever."""
        super().setup()
        self._patient = PatientReader(self.connection)
        self.rfile = io.BufferedReader(self._patient)

    def handle_one_request(self) -> None:
        """Answer the next request, if it comes in time."""
        self._patient.until = time.monotonic() + _IDLE_SECONDS
        super().handle_one_request()

    def do_POST(self) -> None:
        """Answer one request of SQS's protocol."""
        try:
            self._admit()
            length = int(self.headers.get("Content-Length", ""))
            action = self.headers.get("X-Amz-Target", "").removeprefix("AmazonSQS.")
            answer = self.server.endpoint.answer(action, json.loads(self.rfile.read(length)))
        except Refused as refusal:
            self._refuse(refusal)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self._refuse(Refused("com.amazonaws.sqs#InvalidParameterValue", repr(error)))
        except JournalError as error:
            self._refuse(Refused("com.amazonaws.sqs#ServiceUnavailable", str(error), 503))
        else:
            self._send(200, answer)

    def _admit(self) -> None:
        token = self.headers.get("X-Amz-Security-Token", "")
        if (
            self.headers.get("Host") != self.server.host
            or "Origin" in self.headers
            or not compare_digest(token.encode(), self.server.secret.encode())
        ):
            self.close_connection = True
            raise Refused("AccessDenied", "only the service itself may speak to its queue", 403)

    def _refuse(self, refusal: Refused) -> None:
        self._send(refusal.status, {"__type": refusal.code, "message": str(refusal)})

    def _send(self, status: int, answer: Mapping[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("x-amzn-RequestId", str(uuid4()))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """No line for each request."""


class Endpoint:
    """The calls of SQS's API, each from the JSON of a request to that of its answer."""

    def __init__(self, messages: Messages, address: str) -> None:
        self._messages = messages
        self._address = address
        self._change = threading.Condition()
        self._sendings = 0
        self._stopping = False
        self._calls: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "GetQueueUrl": self._get_queue_url,
            "GetQueueAttributes": self._get_queue_attributes,
            "SendMessage": self._send_message,
            "SendMessageBatch": self._send_message_batch,
            "ReceiveMessage": self._receive_message,
            "DeleteMessage": self._delete_message,
            "DeleteMessageBatch": self._delete_message_batch,
            "ChangeMessageVisibilityBatch": self._change_message_visibility_batch,
        }

    def url(self, name: str) -> str:
        """The URL that names a queue."""
        return f"{self._address}/{ACCOUNT}/{name}"

    def answer(self, action: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Make one call.

        Raises:
            Refused: SQS would not take it.
            JournalError: it cannot be written.
        """
        if action not in self._calls:
            raise Refused("InvalidAction", f"the local queue knows no {action or 'request without a target'}")
        return self._calls[action](request)

    def stop(self) -> None:
        """Let no poll wait any longer."""
        self._stopping = True
        self._wake()

    def _wake(self) -> None:
        with self._change:
            self._sendings += 1
            self._change.notify_all()

    def _queue(self, request: Mapping[str, Any]) -> str:
        name = request.get("QueueName") or str(request["QueueUrl"]).rpartition("/")[2]
        if name not in self._messages.rules:
            raise Refused("com.amazonaws.sqs#QueueDoesNotExist", f"there is no queue {name}")
        return str(name)

    def _get_queue_url(self, request: Mapping[str, Any]) -> dict[str, Any]:
        return {"QueueUrl": self.url(self._queue(request))}

    def _get_queue_attributes(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self._messages.check()  # a queue that can take no message is not well
        return {"Attributes": {"QueueArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{self._queue(request)}"}}

    def _send_message(self, request: Mapping[str, Any]) -> dict[str, Any]:
        (sent,) = self._send(self._queue(request), [request])
        return {"MessageId": sent.id, "MD5OfMessageBody": _md5(sent.body)}

    def _send_message_batch(self, request: Mapping[str, Any]) -> dict[str, Any]:
        entries = request["Entries"]
        if not 0 < len(entries) <= _LARGEST_BATCH:
            raise Refused("com.amazonaws.sqs#TooManyEntriesInBatchRequest", "send 1 to 10 messages at a time")
        sent = self._send(self._queue(request), entries)
        return {
            "Successful": [
                {"Id": entry["Id"], "MessageId": message.id, "MD5OfMessageBody": _md5(message.body)}
                for entry, message in zip(entries, sent, strict=True)
            ]
        }

    def _send(self, queue: str, entries: list[Mapping[str, Any]]) -> list[New]:
        sent = [_new(entry) for entry in entries]
        if sum(len(message.body.encode()) for message in sent) > _LARGEST_BYTES:
            raise Refused(
                "com.amazonaws.sqs#BatchRequestTooLong", f"at most {_LARGEST_BYTES} bytes at a time"
            )
        self._messages.send(queue, sent)
        self._wake()
        return sent

    def _receive_message(self, request: Mapping[str, Any]) -> dict[str, Any]:
        queue = self._queue(request)
        limit = min(int(request.get("MaxNumberOfMessages", 1)), _LARGEST_BATCH)
        wait = min(float(request.get("WaitTimeSeconds", 0)), _LONGEST_POLL_SECONDS)
        deadline = time.monotonic() + wait
        while True:
            before = self._sendings
            found = self._messages.receive(queue, limit, request.get("VisibilityTimeout"))
            left = deadline - time.monotonic()
            if found or left <= 0 or self._stopping:
                break
            with self._change:
                self._change.wait_for(lambda seen=before: self._sendings != seen, min(left, _LOOK_SECONDS))  # type: ignore[misc]
        return {"Messages": [_received(message) for message in found]} if found else {}

    def _delete_message(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self._messages.delete([request["ReceiptHandle"]])
        return {}

    def _delete_message_batch(self, request: Mapping[str, Any]) -> dict[str, Any]:
        entries = request["Entries"]
        self._messages.delete([entry["ReceiptHandle"] for entry in entries])
        return {"Successful": [{"Id": entry["Id"]} for entry in entries]}

    def _change_message_visibility_batch(self, request: Mapping[str, Any]) -> dict[str, Any]:
        entries = request["Entries"]
        self._messages.hide({entry["ReceiptHandle"]: int(entry["VisibilityTimeout"]) for entry in entries})
        return {"Successful": [{"Id": entry["Id"]} for entry in entries]}


def _new(entry: Mapping[str, Any]) -> New:
    delay = int(entry.get("DelaySeconds", 0))
    if not 0 <= delay <= LONGEST_DELAY_SECONDS:
        raise Refused("com.amazonaws.sqs#InvalidParameterValue", f"DelaySeconds is {delay}, not 0 to 900")
    return New(str(entry["MessageBody"]), delay, entry.get("MessageGroupId"))


def _received(message: Taken) -> dict[str, Any]:
    attributes = {
        "ApproximateReceiveCount": str(message.receive_count),
        "SentTimestamp": str(round(message.sent_at * 1000)),
        "ApproximateFirstReceiveTimestamp": str(round(message.first_received_at * 1000)),
    }
    if message.group_id is not None:
        attributes["MessageGroupId"] = message.group_id
    return {
        "MessageId": message.id,
        "ReceiptHandle": message.receipt,
        "Body": message.body,
        "MD5OfBody": _md5(message.body),
        "Attributes": attributes,
    }


def _md5(body: str) -> str:
    return md5(body.encode(), usedforsecurity=False).hexdigest()
