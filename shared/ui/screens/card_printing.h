// A customer's card as a PDF, made where the screen runs and without a network: the words are in the customer's language,
// the letters are drawn by the system's fonts, in any script.
#pragma once

#include <functional>
#include <string>

#include "shared/base/result.h"
#include "shared/domain/customer.h"
#include "shared/platform/system_text.h"
#include "shared/print/card.h"
#include "shared/print/text_rasteriser.h"
#include "shared/ui/app_context.h"

namespace portail::ui {

class SystemTextRasteriser final : public print::TextRasteriser {
public:
    /// The source outlives it.
    explicit SystemTextRasteriser(platform::SystemText& source) : m_source(source) {}

    double width(std::string_view line, const print::TextStyle& style) override;
    print::Stencil draw(std::string_view line, const print::TextStyle& style, double dots_per_inch) override;

private:
    platform::SystemText& m_source;
};

/// `code` says the address of `link`. The bytes of the PDF are told once the logo has been read; what `context` refers to
/// lives until then.
/// ErrorCode::Unavailable where the machine draws no text.
void make_card(AppContext& context, const Customer& customer, const PortalLink& link, const QrCode& code,
               print::CardSheet sheet, std::function<void(Result<std::string>)> done);

}  // namespace portail::ui
