"""The `streamlit` command on another record: the folder that KHUYENCONG_TEST_RECORD names takes the place of the bundled one."""

import os
import sys
from pathlib import Path

from streamlit.web.cli import main

from geodata.record import load_public_record

load_public_record.__defaults__ = (Path(os.environ["KHUYENCONG_TEST_RECORD"]),)
sys.exit(main())
