#pragma once

namespace gishe {

/// How much harm a leak does; docs/ARCHITECTURE.md, "Four questions".
enum class Sensitivity {
  open = 0,       // L0 published
  working = 1,    // L1 staff of the organisation
  personal = 2,   // L2 identity, application, plan
  sensitive = 3,  // L3 health, conflict, debts: named team members
  shielded = 4,   // L4 named persons only; to everybody else it does not exist
};

}  // namespace gishe
