#pragma once

namespace gishe::paper {

/// Gives fontconfig the fonts inside the binary. Costs nothing after the first call; call before the first layout of a
/// thread.
void use_embedded_fonts();

}  // namespace gishe::paper
