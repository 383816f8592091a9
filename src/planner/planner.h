#pragma once
// The door of the planner: problems in, plans with a proven bound out, and an independent check.
#include "planner/accessibility.h"
#include "planner/limits.h"
#include "planner/numbers_in.h"
#include "planner/siting.h"
#include "planner/siting_check.h"
#include "planner/siting_files.h"
#include "planner/siting_json.h"
#include "planner/siting_solve.h"
