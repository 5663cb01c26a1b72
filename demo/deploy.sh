#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: deploy.sh RELEASE      puts a release of the database into service
#
# Nobody wrote "the database's deploy calls the frontend" in here.
set -eu
cd "$(dirname "$0")"
release=$1

curl --silent --show-error --fail --max-time 5 --output /dev/null \
  --data "database: release $release begins" http://status.frontend.example.com/
echo "status page told"

./drain-cli ${DRAIN_CLI_FLAGS:-} db.example.com || {
  echo "deploy.sh: drain failed; stopped, nothing was changed" >&2
  exit 1
}

ln -sfn "releases/$release" "$DATABASE_HOME/current"
echo "release $release in service"
