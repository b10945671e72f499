"""The `streamlit` command on another record: the folder that KHUYENCONG_TEST_RECORD names takes the place of the bundled one."""

import os
import runpy
from pathlib import Path

from geodata.record import load_public_record

load_public_record.__defaults__ = (Path(os.environ["KHUYENCONG_TEST_RECORD"]),)
runpy.run_module("streamlit", run_name="__main__")
