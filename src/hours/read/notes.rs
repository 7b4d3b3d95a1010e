//! What the codes of a reading's notes mean, to be told to a person.

/// A note's code, and its meaning in Japanese and English.
pub type NoteMeaning = (&'static str, &'static str, &'static str);

/// The meaning of a note's code in Japanese and English; `None` for a code that no reading has.
pub fn note_meaning(code: &str) -> Option<(&'static str, &'static str)> {
    NOTE_MEANINGS.iter().find(|(known, ..)| *known == code).map(|(_, ja, en)| (*ja, *en))
}

/// Every code a reading's notes may have: first those that leave a week usable with a caveat, then those that stop a reading.
pub const NOTE_MEANINGS: &[NoteMeaning] = &[
    (
        "alternate_weeks",
        "隔週の日は、どの週か分からないため含めていません",
        "Alternate weeks are left out: which weeks is not said",
    ),
    ("break_scope", "休憩がどの曜日のものか、はっきりしません", "It is not quite clear which days the break is for"),
    ("break_unstated", "休憩時間がありますが、時刻が書かれていません", "There is a break, but not when"),
    (
        "closing_word_missing",
        "「休み」などの語がありませんが、休業日と思われます",
        "Taken for closing days, though the word for it is missing",
    ),
    ("effective_date", "適用開始日が書かれています", "A date from which something holds is given"),
    ("golden_week", "ゴールデンウィークの日付が書かれていません", "Golden Week is named without dates"),
    ("holiday_as_weekday", "祝日はその曜日に準じるとあります", "Holidays are said to follow their weekday"),
    (
        "holiday_conditional",
        "祝日の開局は曜日などの条件によります",
        "Holiday hours depend on the weekday or another condition",
    ),
    ("holiday_contradiction", "祝日について食い違う記載があります", "Two statements on holidays differ"),
    ("irregular", "不定休・不定期です", "Irregular days"),
    ("last_reception", "受付の終わりの時刻です", "The time of last reception"),
    ("local_closure", "施設の休館日などの休みがあります", "Closed on days of its building or place"),
    ("may_differ", "時間や休みが変わることがあると書かれています", "The text says that hours may differ"),
    ("no_weekday", "曜日が書かれていません", "No weekday is named"),
    ("obon_undated", "お盆の休みの日付が書かれていません", "Obon is named without dates"),
    ("odd_even", "奇数・偶数の日や週は含めていません", "Odd and even days or weeks are left out"),
    ("on_request", "相談・予約・連絡が必要です", "Call or ask first"),
    (
        "ordinal_scope",
        "「第◯」がどの曜日までかかるか、はっきりしません",
        "It is not quite clear which weekdays the ordinal is for",
    ),
    ("overnight_assumed", "終わりの時刻を翌日のものと読みました", "The end is taken for the next day's"),
    ("range_cut", "「月～」の終わりを金曜日と読みました", "The end of the range is lost and taken for Friday"),
    ("remark", "時間として読めない付記があります", "A remark that is no part of the hours"),
    ("roster", "輪番・当番の日は含めていません", "Days of a duty roster are left out"),
    (
        "saturday_unstated",
        "「平日」に土曜日を含むかどうか書かれていません",
        "Whether Saturday counts as a working day is not said",
    ),
    ("season_hours", "年末年始などの時間が日付なしで書かれています", "Hours of a season are given without its dates"),
    ("seasonal", "季節によって時間が変わります", "Hours change with the season"),
    ("some_weeks", "月に数回の日は含めていません", "Days a few times a month are left out"),
    ("staff", "薬剤師などの不在・対応についての付記があります", "A remark on staff"),
    ("telephone", "電話・連絡についての付記があります", "A remark on the telephone"),
    ("twelve_hour_clock", "12時間制の時刻と読みました", "Read as a 12-hour clock"),
    ("typo", "書き誤りと思われる時刻を読み替えました", "A slip of the pen was put right"),
    (
        "until_assumed",
        "「まで」がない時刻を閉局時刻と読みました",
        "A time without \"until\" is taken for the closing time",
    ),
    (
        "week_of_month",
        "「第◯週」は数え方により日が変わることがあります",
        "Weeks of the month are counted in more than one way",
    ),
    ("year_end_undated", "年末年始の日付が書かれていません", "Year-end is named without dates"),
    (
        "year_round_hours",
        "年中無休ですが、祝日の時間が分かりません",
        "Open all year, but the hours on holidays are not said",
    ),
    ("backwards", "終わりの時刻が始まりより前です", "It ends before it begins"),
    ("break_unclear", "休憩時間が開局時間に合いません", "The break does not fit the hours"),
    ("contradiction", "同じ日について食い違う記載があります", "Two statements on one day differ"),
    ("day_range", "曜日の範囲が読み取れません", "The range of weekdays cannot be told"),
    ("day_unstated", "日曜日などの開局があるか読み取れません", "Whether Sunday or another day is open cannot be told"),
    ("empty", "何も書かれていません", "Nothing is written"),
    ("empty_span", "始まりと終わりが同じ時刻です", "It begins and ends at the same time"),
    ("hours_missing", "開局日とありますが、時間が書かれていません", "Said to be open, but not when"),
    ("hours_without_day", "どの曜日の時間か読み取れません", "It cannot be told which days the hours are for"),
    ("no_closing_time", "閉局時刻がありません", "No closing time"),
    ("no_hours", "開局時間がありません", "No hours"),
    ("no_opening_time", "開局時刻がありません", "No opening time"),
    ("not_understood", "読み取れない部分があります", "Some words are not understood"),
    ("nothing_said", "曜日だけで、時間や休みが書かれていません", "Days are named, but nothing is said of them"),
    (
        "roster_scope",
        "隔週・輪番などがどの曜日のことか読み取れません",
        "It cannot be told which days are on the roster",
    ),
    ("suggestion", "この時刻の誤りかもしれません", "Perhaps this time is meant"),
    ("too_long", "長すぎる時間帯で、書き誤りと思われます", "The span is too long and probably a slip of the pen"),
    ("too_long_text", "文が長すぎます", "The text is too long"),
    ("url", "時間ではなくURLが書かれています", "A web address instead of hours"),
];
