import sys
from pathlib import Path

# With import-mode=importlib a test finds its neighbours only if their folder is on the path.
sys.path.insert(0, str(Path(__file__).parent))
