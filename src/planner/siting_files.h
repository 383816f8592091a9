#pragma once
#include <string_view>

#include "planner/siting.h"

namespace gishe::planner {

/// Readers of files that others publish; each throws Unreadable with the line. Rules that the file does not hold (how
/// many sites, which radius) are the caller's to set.

/// OR-Library p-median: a graph as `n m p`, then m lines `i j cost`. Every node is client and site of weight 1 (Beasley
/// 1985); of an edge that is given twice the last one counts.
SitingProblem read_orlib_pmed(std::string_view text);
/// TSPLIB with EUC_2D coordinates: every node is client and site of weight 1, costs are Euclid's rounded down.
SitingProblem read_tsplib(std::string_view text);
/// OR-Library capacitated files with their capacities left aside: uncapacitated location.
SitingProblem read_orlib_uncapacitated(std::string_view text);
/// Maximal cover in the form of Cordeau, Furini and Ljubic: sites `F id x y cost`, clients `C id x y demand`. A client
/// within the radius (inclusive) of an open site is covered; the objective is the demand left uncovered.
SitingProblem read_bds(std::string_view text, double radius);

}  // namespace gishe::planner
