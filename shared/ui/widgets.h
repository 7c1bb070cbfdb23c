// All the widgets.
#pragma once

#include "shared/ui/widgets/brand.h"
#include "shared/ui/widgets/button.h"
#include "shared/ui/widgets/calendar.h"
#include "shared/ui/widgets/date_field.h"
#include "shared/ui/widgets/feedback.h"
#include "shared/ui/widgets/field.h"
#include "shared/ui/widgets/file_field.h"
#include "shared/ui/widgets/image.h"
#include "shared/ui/widgets/layout.h"
#include "shared/ui/widgets/list.h"
#include "shared/ui/widgets/swatches.h"
#include "shared/ui/widgets/text.h"
