#pragma once
// clang-format off
#include <cstring>  // first: ctemplate uses strlen without including it
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
// clang-format on
