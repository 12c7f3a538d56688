#!/bin/bash
rsync -a build/ web:/srv/
