"""Runs the medallion command on the driver of a Databricks job, against the job's own cluster."""

import os
import subprocess
import sys
import tempfile
from urllib.parse import quote

from pyspark.sql import SparkSession

volume = sys.argv[1]
conf = SparkSession.builder.getOrCreate().conf
host = conf.get("spark.databricks.workspaceUrl")
cluster = conf.get("spark.databricks.clusterUsageTags.clusterId")
# Arguments are seen by everybody on a machine, a file of ours by nobody else.
with tempfile.NamedTemporaryFile("w") as token:
    token.write(os.environ["MEDALLION_TOKEN"])
    token.flush()
    remote = f"sc://{host}:443/;token_file={quote(token.name, safe='')};x-databricks-cluster-id={cluster}"
    code = subprocess.call([
        f"{volume}/bin/medallion", "run", f"{volume}/project", "--engine", "spark", "--remote", remote,
        "--landing", f"{volume}/landing", "--storage", f"{volume}/tables",
    ])
sys.exit(code)
