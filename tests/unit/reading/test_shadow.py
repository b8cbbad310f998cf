"""What is read of elements with shadow roots, which innerText leaves out."""

import pytest

from chalicelib.counting import count_page


@pytest.mark.parametrize(
    "mode", ["shadowrootmode=closed", "ShadowRootMode='CLOSED'", 'class=a SHADOWROOTMODE = "open"']
)
def test_shadow_roots_are_read_in_any_case(mode):
    markup = f"<x-a><template {mode}><p>in</p><slot></slot><template>no</template></template>light</x-a>"
    assert count_page(markup.encode(), "text/html").text == "in\nlight"


@pytest.mark.parametrize(
    ("outer", "inner", "host", "shown"),
    [
        ("", ":host{display:none}", "", "out"),
        ("", ":host{display:block}", "", "inbi out"),
        ("", ":host(.c){display:none}", "class=c", "out"),
        ("", ":host(.c){display:none}", "", "inbiout"),
        ("", ":host([hidden]){display:none}:host{display:flex}", "hidden", "out"),
        ("", ":host{display:block}", "hidden", "inbi out"),
        ("", ":host(.c) p, :host > p{display:none}", "", "biout"),
        ("", ":host{p{display:none}}", "", "biout"),
        ("", ":host-context(body) p{display:none}", "", "biout"),
        ("", "::slotted(b){display:none}", "", "iniout"),
        ("", "slot::slotted(.d){display:none}", "", "inbout"),
        ("x-a{display:inline}b{display:inline}", ":host,::slotted(b){display:none}", "", "inbiout"),
        ("x-a{--a:none}", "p{display:var(--a)}", "", "biout"),
        ("p{display:none}", "", "", "inbiout"),
        (":host p, ::slotted(b){display:none}", "", "", "inbiout"),
    ],
)
def test_the_style_of_a_shadow_root_reaches_its_host_and_its_slots(outer, inner, host, shown):
    root = f"<style>p{{display:inline}}{inner}</style><p>in</p><slot></slot>"
    light = f"<template shadowrootmode=open>{root}</template><b>b</b><i class=d>i</i>"
    markup = f"<style>{outer}</style><x-a {host}>{light}</x-a>out"
    assert count_page(markup.encode(), "text/html").text.split() == shown.split()


def test_a_shadow_root_is_read_with_what_is_in_its_slots():
    markup = """<my-card><template shadowrootmode=open><style>.a { display: none }</style>
        <h2>Tides</h2><p class=a>no</p><slot name=b>none</slot><slot></slot></template>
        <p class=a>Light</p><b slot=b>High</b></my-card>"""
    assert count_page(markup.encode(), "text/html").text == "Tides\nHigh\nLight"


def test_closed_shadow_roots_in_each_other_are_read():
    markup = """<a-a><template shadowrootmode=open><b-b><template shadowrootmode=closed>
        <p>in</p><slot></slot></template><p>mid</p><slot></slot></b-b></template><p>light</p></a-a>"""
    assert count_page(markup.encode(), "text/html").text == "in\nmid\nlight"
