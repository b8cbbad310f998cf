"""What packages bring along that no function of ours reads: it is left out of the deployed package.

trafilatura needs packages for the dates and the addresses of articles, which it is not asked for. Some are
imported all the same, and stay without their data.
"""

import shutil
from pathlib import Path

from chalice.deploy.packager import DependencyBuilder

LEFT_OUT = (
    "babel/locale-data",  # 33 MB: how each language writes dates and numbers
    "dateparser",
    "dateparser_cli",
    "dateparser_data",
    "dateparser_scripts",
    "justext/stoplists",
    "pytz",
    "tzlocal",
)
"""Folders of site-packages."""

_build = DependencyBuilder.build_site_packages


def prune(site: Path) -> None:
    """Remove what is left out from a folder of installed packages."""
    for folder in LEFT_OUT:
        shutil.rmtree(site / folder, ignore_errors=True)


def make_pruned() -> None:
    """Have Chalice, in this process, leave it out of the packages that it makes."""
    DependencyBuilder.build_site_packages = _build_and_prune


def _build_and_prune(
    builder: DependencyBuilder, abi: str, requirements_filepath: str, target_directory: str
) -> None:
    _build(builder, abi, requirements_filepath, target_directory)
    prune(Path(target_directory))
