"""The page and its files."""

import re


def test_the_page_is_html_with_a_strict_policy(api):
    answer = api.get("/")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|style=", answer.text), "nothing inline"


def test_every_file_that_the_page_names_is_there_and_relative(api):
    names = re.findall(r'(?:src|href)="([^"]+)"', api.get("/").text)
    assert len(names) >= 2
    for name in names:
        assert not name.startswith(("/", "http")), "the page works below any path"
        assert api.get(f"/{name}").status_code == 200


def test_files_are_asked_for_again_but_not_sent_again(api):
    first = api.get("/static/page.js")
    assert first.headers["Content-Type"] == "text/javascript; charset=utf-8"
    again = api.get("/static/page.js", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
