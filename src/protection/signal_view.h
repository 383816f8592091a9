#pragma once
#include "protection/child_signal.h"
#include "protection/said.h"

/// A signal as its author and its receivers see it.
namespace gishe::protection {

enum class SignalEyes { author, receiver };
/// What was sent, who got it and when, what is late, and the one next thing to do.
web::Response draw_signal(web::Context& c, const ChildSignal& signal, SignalEyes eyes, const Refusals& refusals);
/// The earliest of its recipients that has not answered.
const Recipient* waiting_of(const ChildSignal& signal);
page::Values::Tone tone_of(RecipientState state);

}  // namespace gishe::protection
