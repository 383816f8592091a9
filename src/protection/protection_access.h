#pragma once
#include "platform/office/act.h"
#include "protection/child_signal.h"

/// What access must know of this folder's records. A crisis matter has the facts of its person's file.
namespace gishe::protection {

/// Taking somebody in: she will be shielded, and who takes her in is the first account named for her.
access::Facts intake_facts(const Actor& actor);
/// Asking for places names nobody.
access::Facts capacity_facts();
/// Before a signal is written; its author is named for it.
access::Facts new_signal_facts(const Actor& actor, Sensitivity sensitivity);
/// As its author (self) or for one of its recipients (addressed).
access::Facts signal_facts(db::Session& session, const Actor& actor, const ChildSignal& signal);
/// The commission's cases lie in its municipality, at L3.
access::Facts commission_facts(const MunicipalityCode& municipality);

}  // namespace gishe::protection
