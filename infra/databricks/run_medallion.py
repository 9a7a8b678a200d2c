"""Runs the medallion command on the driver of a Databricks job, against the job's own cluster."""

import os
import subprocess
import sys

from pyspark.sql import SparkSession

volume = sys.argv[1]
conf = SparkSession.builder.getOrCreate().conf
host = conf.get("spark.databricks.workspaceUrl")
cluster = conf.get("spark.databricks.clusterUsageTags.clusterId")
remote = f"sc://{host}:443/;token={os.environ['MEDALLION_TOKEN']};x-databricks-cluster-id={cluster}"
# Arguments are seen by everybody on a machine: the cluster is one user's (databricks.yml, data_security_mode).
sys.exit(subprocess.call([
    f"{volume}/bin/medallion", "run", f"{volume}/project", "--engine", "spark", "--remote", remote,
    "--landing", f"{volume}/landing", "--storage", f"{volume}/tables",
]))
