//! Every notice there is, in one table: its code, how grave it is, what it means and what to write instead.

use super::{Notice, RowRef, Severity};

/// One line of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeKind {
    /// The stable code, snake_case.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// What is the matter and what to write instead, in Japanese.
    pub ja: &'static str,
    /// The same in English.
    pub en: &'static str,
}

/// Every kind of notice, in the order of the table.
pub fn catalogue() -> &'static [NoticeKind] {
    CATALOGUE
}

macro_rules! catalogue {
    ($($code:ident $name:literal $severity:ident $ja:literal $en:literal;)*) => {
        /// A notice's code; the variants are the rows of the catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(clippy::enum_variant_names, reason = "a variant is its code in another spelling")]
        pub(super) enum Code { $($code),* }

        const CATALOGUE: &[NoticeKind] = &[
            $(NoticeKind { code: $name, severity: Severity::$severity, ja: $ja, en: $en }),*
        ];

        impl Code {
            fn kind(self) -> NoticeKind {
                match self { $(Self::$code => NoticeKind { code: $name, severity: Severity::$severity, ja: $ja, en: $en }),* }
            }
        }
    };
}

catalogue! {
    // The file.
    ListDate "list_date" Info
        "一覧の日付をこのように読みました。違うときは表の上に「令和6年6月1日現在」のように書いてください。"
        "The date of the list was read so. If it is wrong, write it above the table, such as 令和6年6月1日現在.";
    ListDateAhead "list_date_ahead" Warning
        "一覧の日付としては先の日付なので使いませんでした。表の上に「令和6年6月1日現在」のように書いてください。"
        "This date lies ahead, so it was not taken for the date of the list. Write that above the table, such as 令和6年6月1日現在.";
    ReturnedRows "returned_rows" Info
        "使えなかった行の Excel なので、「変わったところだけ」として読みました。のっていない薬局はそのままです。"
        "This is the workbook of rows that could not be used, so it was read as changes only: pharmacies it leaves out stay.";
    Undecodable "undecodable" Warning
        "読めない文字があり、�で置きかえました。UTF-8（CSV）かExcel形式（.xlsx）で保存し直してください。"
        "Some characters could not be decoded and stand as �. Save the file as UTF-8 CSV or as .xlsx.";
    MixedEncodings "mixed_encodings" Warning
        "文字コードの違う行がまざっていたので、行ごとに読み分けました。文字化けがないか、薬局名と所在地を確かめてください。"
        "The lines are of two encodings, and each was read as what it is. Make sure that names and addresses are as they should be.";
    ControlCharacters "control_characters" Info
        "見えない制御文字が入っていたので取りのぞきました。直す必要はありません。"
        "Invisible control characters were taken out. Nothing needs to be done.";
    HiddenSheet "hidden_sheet" Info
        "非表示のシートは読みませんでした。必要なら表示にしてから保存してください。"
        "A hidden sheet was not read. Unhide it and save if it belongs to the list.";
    HiddenRows "hidden_rows" Warning
        "非表示の行（「読み取り」の番号）も、ほかの行と同じように読みました。のせない薬局なら、その行を表から削除して保存してください。"
        "Hidden rows (their numbers are given) were read like the others. If they don't belong to the list, delete them from the table and save.";
    HiddenColumns "hidden_columns" Warning
        "非表示の列（「読み取り」の列）も、ほかの列と同じように読みました。公表しない内容なら、その列を表から削除して保存してください。"
        "Hidden columns (their letters are given) were read like the others. If they are not for the public, delete them from the table and save.";
    SheetIgnored "sheet_ignored" Info
        "薬局名の見出しがないシートなので読みませんでした。一覧なら見出しの行に「薬局名」を入れてください。"
        "This sheet has no heading for the pharmacy's name and was not read. If it is a list, add the heading 薬局名.";
    RosterSheet "roster_sheet" Warning
        "日ごとの当番表のようなので、一覧としては読みませんでした。当番表は当番の取りこみで登録してください。"
        "This looks like a duty roster by date and was not read as a list. Upload it as a roster.";
    HeadingRepeated "heading_repeated" Info
        "表の途中に見出しがくり返されていたので読みとばしました。直す必要はありません。"
        "The headings are repeated inside the table and were passed over. Nothing needs to be done.";
    ColumnDoubtful "column_doubtful" Warning
        "列の中身が見出しと合わないようです。見出しか中身を確かめてください。"
        "What this column holds does not look like its heading. Check the heading or the cells.";
    ColumnUnclaimed "column_unclaimed" Warning
        "見出しが分からないので文字のまま残しましたが、中身はこの項目のようです。「列の読み取り」で選ぶか、見出しを直してください。"
        "The heading is not known and the column is kept as text, but it looks like this item. Say so among the columns, or mend the heading.";
    ColumnLikely "column_likely" Info
        "見出しの一部から、この項目と読みました。「列の読み取り」で確かめてください。"
        "Part of the heading is known, and the column was read as this item. Confirm it among the columns.";
    ColumnRepeated "column_repeated" Info
        "同じ項目の列が2つあります。先の列を使い、この列は「その他の項目」として残しました。"
        "Two columns are about the same item. The first is used; this one is kept as extra text.";
    NoPhoneColumn "no_phone_column" Warning
        "電話番号の列がありません。見出しの行に「電話番号」の列を足してください。"
        "There is no column of telephone numbers. Add one with the heading 電話番号.";
    NoHoursColumn "no_hours_column" Warning
        "開局時間の列がありません。「開局時間」1列か、「開局時間（月）」～「開局時間（祝日）」の8列を足してください。"
        "There is no column of opening hours. Add 開局時間, or one column a day from 開局時間（月） to 開局時間（祝日）.";
    NoAddressColumn "no_address_column" Warning
        "所在地の列がありません。見出しの行に「所在地」の列を足してください。"
        "There is no column of addresses. Add one with the heading 所在地.";

    // A row.
    NameMissing "name_missing" Error
        "薬局名が空なので、この行は使えません。薬局名を書いてください。"
        "The pharmacy's name is blank, so the row can't be used. Write the name.";
    StruckOff "struck_off" Info
        "削除日がある行なので、一覧に入れませんでした。のせるときは削除日を消してください。"
        "The row carries a date of removal and was left out. Clear that date to list the pharmacy.";
    StruckOffUnknown "struck_off_unknown" Warning
        "削除日のある行ですが、公開中のどの薬局か決められないので、どの薬局も外していません。薬局名と電話番号（か保険薬局コード）を一覧と同じに書いて送り直してください。"
        "The row carries a date of removal, but which published pharmacy it is about can't be told, so none was taken off. Write name and telephone (or pharmacy code) as published and send it again.";
    StruckOffAbsent "struck_off_absent" Info
        "削除日のある行の薬局は、公開中の一覧にありません。もう外れているなら、することはありません。まだのっているときは、薬局名と電話番号を一覧と同じに書いて送り直してください。"
        "The pharmacy of this row with a date of removal is not on the published list. If it went before, there is nothing to do; if it is still there, write name and telephone as published and send it again.";
    StruckOffElsewhere "struck_off_elsewhere" Info
        "ほかのシートに削除日のある薬局なので、この行も一覧に入れませんでした。のせるときは、そのシートの削除日を消してください。"
        "Another sheet gives this pharmacy a date of removal, so this row was left out too. Clear that date to list the pharmacy.";
    RemovalAhead "removal_ahead" Warning
        "削除日が先の日付なので、まだ一覧から外さず、日付を文字のまま残しました。その日が過ぎたら、もう一度送ってください。"
        "The date of removal is ahead, so the pharmacy stays for now and the date is kept as text. Send the row again once that day has passed.";
    RemovalUnread "removal_unread" Warning
        "削除日を日付として読めないので、一覧から外さず、文字のまま残しました。外すときは「2026/11/30」のように書き、外さないときは空欄にしてください。"
        "The date of removal can't be read, so the pharmacy stays and the text is kept. Write 2026/11/30 to take it off the list, or leave the cell blank.";
    RowDateAhead "row_date_ahead" Warning
        "更新日が先の日付なので使わず、文字のまま残しました。日付を確かめてください。"
        "The date of this row is ahead, so it was not used and is kept as text. Check it.";
    RowDateUnread "row_date_unread" Info
        "更新日を日付として読めないので、文字のまま残しました。「2026/11/22」のように年月日で書いてください。"
        "The date of this row can't be read and is kept as text. Write it whole, such as 2026/11/22.";
    NoteLine "note_line" Info
        "薬局の行ではなく注記のようなので、一覧に入れませんでした。"
        "This line looks like a note, not a pharmacy, and was left out.";
    CellEdited "cell_edited" Info
        "送られたファイルの内容を、ページで直した内容に読みかえました。ファイルはそのまま残っています。"
        "The text was corrected on the page. The file itself is kept as it was sent.";
    CellsJoined "cells_joined" Info
        "縦に結合されたセルがあるので、その内容を、結合された範囲のどの薬局にも使いました。"
        "Cells are joined downwards; what they say was taken for every pharmacy beside them.";
    CellIsDate "cell_is_date" Warning
        "日付になっています。「9-18」や「1-2-3」を Excel が日付に変えたのかもしれません。列の書式を「文字列」にして書き直してください。"
        "This is a date. A spreadsheet may have made it of 9-18 or 1-2-3. Format the column as text and write it again.";
    CellCut "cell_cut" Warning
        "文字が多すぎるため、途中までを使いました。短くしてください。"
        "The text is too long and was cut. Shorten it.";
    CellError "cell_error" Warning
        "計算式のエラーです。空欄として読みました。式を直して保存し直してください。"
        "This is a formula's error; it was read as blank. Mend the formula and save again.";
    FormulaText "formula_text" Info
        "計算式のような文字です。式としては使わず、文字のまま残しました。"
        "The text looks like a formula. It is kept as text and never run.";
    Erased "erased" Info
        "「削除」とあるので、公開中の内容を消します。残すときは空欄にしてください。"
        "The cell says 削除, so the published text is erased. Leave the cell blank to keep it.";
    SheetsDisagree "sheets_disagree" Warning
        "シートによって内容が違います。先のシートの内容を使いました。どちらかに合わせてください。"
        "The sheets disagree about this pharmacy. The first sheet's text is used; make them agree.";
    JoinUnmatched "join_unmatched" Warning
        "ほかのシートに同じ薬局が見つからないので、別の薬局として読みました。薬局名の書き方を合わせてください。"
        "No pharmacy of that name is on the other sheet, so it was read as one of its own. Write the name alike on both.";
    FilesJoined "files_joined" Info
        "いくつかのファイルを、薬局ごとに合わせて1つの一覧として読みました。内容が違うところは先のファイルを使います。"
        "Several files were read as one list, joined by pharmacy. Where they differ the earlier file counts.";
    SupplementUnmatched "supplement_unmatched" Warning
        "もとのファイルにこの薬局が見つからないので、新しい薬局として加えました。もとのファイルにあるなら、薬局名・電話番号の書き方を合わせて送り直してください。"
        "The base file has no such pharmacy, so it was added as a new one. If the base has it, write name and telephone alike on both and send them again.";
    JoinAmbiguous "join_ambiguous" Error
        "ほかのシートに同じ名前の薬局が2つ以上あり、どれか決められません。電話番号の列を足してください。"
        "Several pharmacies of that name are on the other sheet. Add a column of telephone numbers to tell them apart.";

    // A cell.
    PhoneZeroRestored "phone_zero_restored" Info
        "先頭の0が消えていたので補いました。列の書式を「文字列」にすると消えません。"
        "The leading 0 was lost and has been restored. Format the column as text to keep it.";
    PhoneRunTogether "phone_run_together" Warning
        "電話番号が2つつながっています。先の番号を使いました。「、」で区切ってください。"
        "Two telephone numbers run together; the first is used. Put 、 between them.";
    PhoneSeveral "phone_several" Info
        "電話番号が2つ以上あります。先の番号を使い、ほかは文字のまま見せます。"
        "There are several telephone numbers. The first is dialled; the others are shown as text.";
    PhoneStray "phone_stray" Info
        "電話番号に余分な記号があったので、数字だけを読みました。"
        "The telephone number holds stray marks; its digits were read.";
    PhoneCopied "phone_copied" Info
        "昼の電話番号と同じ、と読みました。"
        "Read as: the same number as by day.";
    PhoneNoDaytime "phone_no_daytime" Warning
        "「昼と同じ」「転送」とありますが、昼の電話番号がありません。番号を書いてください。"
        "It says the same as by day, but there is no daytime number. Write the number.";
    PhoneNoAreaCode "phone_no_area_code" Warning
        "市外局番がないようです。「03-1234-5678」のように市外局番から書いてください。"
        "The area code seems to be missing. Write the number with it, such as 03-1234-5678.";
    PhoneUnreadable "phone_unreadable" Warning
        "電話番号として読めないので、文字のまま残しました。「03-1234-5678」のように書いてください。"
        "This can't be read as a telephone number and is kept as text. Write it as 03-1234-5678.";
    PhoneLength "phone_length" Warning
        "電話番号のけた数が番号の種類と合いません。確かめてください。"
        "The number of digits does not fit this kind of telephone number. Check it.";
    CodeZeroRestored "code_zero_restored" Info
        "保険薬局コードの先頭の0が消えていたので補いました。列の書式を「文字列」にすると消えません。"
        "The code's leading 0 was lost and has been restored. Format the column as text to keep it.";
    CodeUnreadable "code_unreadable" Warning
        "保険薬局コードとして読めません。7けたか10けたの数字で書いてください。"
        "This can't be read as a pharmacy code. Write seven or ten digits.";
    CodeCheckDigit "code_check_digit" Warning
        "保険薬局コードの検査数字が合いません。打ちまちがいがないか確かめてください。"
        "The pharmacy code's check digit does not hold. Look for a slip of the pen.";
    PostalUnreadable "postal_unreadable" Warning
        "郵便番号として読めません。「154-0004」のように7けたで書いてください。"
        "This can't be read as a postal code. Write seven digits, such as 154-0004.";
    MembershipUnreadable "membership_unreadable" Warning
        "会員区分として読めません。「会員」か「非会員」と書いてください。"
        "This can't be read as membership. Write 会員 or 非会員.";
    EmailUnreadable "email_unreadable" Warning
        "メールアドレスとして読めないので、文字のまま残しました。"
        "This can't be read as an e-mail address and is kept as text.";
    UrlUnreadable "url_unreadable" Warning
        "ホームページのアドレスとして読めないので、文字のまま残しました。http:// か https:// から書いてください。"
        "This can't be read as a web address and is kept as text. Begin it with http:// or https://.";
    UrlMended "url_mended" Info
        "ホームページのアドレスの書きまちがいを直して読みました。"
        "A slip in the web address was mended.";
    PositionSwapped "position_swapped" Warning
        "緯度と経度が逆のようなので、入れかえて読みました。列を確かめてください。"
        "Latitude and longitude seem to be swapped and were read the other way round. Check the columns.";
    PositionOutsideJapan "position_outside_japan" Warning
        "位置が日本の外なので使いませんでした。緯度（20～46）と経度（122～154）を確かめてください。"
        "The position lies outside Japan and was not used. Check latitude (20–46) and longitude (122–154).";
    PositionUnreadable "position_unreadable" Warning
        "緯度・経度を読めません。両方を「35.643700」「139.671000」のように度で書いてください。"
        "Latitude and longitude can't be read. Write both in degrees, such as 35.643700 and 139.671000.";
    PositionCoarse "position_coarse" Info
        "位置が都道府県までしか分からないので使いませんでした。"
        "The position is known to the prefecture only and was not used.";
    FarFromArea "far_from_area" Warning
        "位置が担当区域から離れています。所在地と緯度・経度を確かめてください。"
        "The position is far from the association's area. Check the address and the coordinates.";
    ManyFarFromArea "many_far_from_area" Warning
        "多くの薬局の位置が担当区域から離れています。別の区域の一覧ではないか確かめてください。"
        "Many positions are far from the association's area. Make sure that this is its own list.";
    ServiceUnreadable "service_unreadable" Warning
        "対応の可否として読めないので「未回答」とし、文字は残しました。「○」「×」「要相談」などで書いてください。"
        "This can't be read as an answer; it counts as unanswered and the text is kept. Write ○, ×, 要相談 or the like.";
    ServicePending "service_pending" Info
        "まだ対応していない（申請中など）と読み、「未回答」として文字を残しました。"
        "Read as not yet offered (applied for and the like): unanswered, with the text kept.";
    ServicePhone "service_phone" Info
        "対応の可否の欄に電話番号があったので、時間外連絡先として読みました。"
        "A telephone number stands in the cell of the answer; it was read as the after-hours number.";
    ServiceHoursUnread "service_hours_unread" Warning
        "対応できる時間を読みきれないので「条件つき」とし、文字をそのまま見せます。「月-金 18:00-22:00」のように書いてください。"
        "The stated hours can't be read for certain; it counts as conditional and the text is shown. Write 月-金 18:00-22:00.";
    AddonRead "addon_read" Info
        "届出・加算の列に「連携強化加算」とある薬局は、連携強化加算を「対応」と読みました。列の文字もそのまま残します。"
        "Where the column of notifications names 連携強化加算, that is answered yes. Its text is kept as well.";
    ServiceSplit "service_split" Info
        "同じ項目の列がいくつかあるので、まとめて1つの答えとして読みました。"
        "Several columns are about this item; they were read together as one answer.";
    HoursUnreadable "hours_unreadable" Warning
        "時間を読めないので「不明」とし、文字をそのまま見せます。「月-金 9:00-18:00、土 9:00-13:00、日祝休み」のように書いてください。"
        "The hours can't be read: the state is unknown and the text is shown. Write 月-金 9:00-18:00、土 9:00-13:00、日祝休み.";
    HoursDayUnread "hours_day_unread" Warning
        "読めない曜日の時間があります。その曜日は「不明」とし、文字をそのまま見せます。「9:00-13:00 14:00-18:00」のように書き、開局しない日は「―」を書いてください。"
        "The hours of some day can't be read: that day is unknown and its text is shown. Write 9:00-13:00 14:00-18:00, or ― when it does not open.";
    HoursCaveat "hours_caveat" Info
        "時間は読めましたが、決まった形だけでは表しきれないので、文字も合わせて見せます。"
        "The hours were read, but a fixed form does not hold all of it; the text is shown with them.";
    HoursTwice "hours_twice" Info
        "曜日ごとの列と自由記入の列の両方に時間があります。曜日ごとの列を使い、もう一方は文字として残しました。"
        "Hours are given by day and as free text. The columns by day are used; the free text is kept.";
    HoursDaysReplace "hours_days_replace" Warning
        "公開中の時間は曜日ごとに分けられない書き方なので、この行に書かれた曜日だけを使い、空欄の曜日は「不明」になります。すべての曜日の時間を書いてください。"
        "The published hours are a text that can't be parted by day: only the days written here count, and blank ones become unknown. Write the hours of every day.";
    HoursDaysAsked "hours_days_asked" Warning
        "公開中の時間は曜日ごとに分けられない書き方なので、「削除」の曜日は「要電話確認」と書きそえて「不明」にします。できれば、すべての曜日の時間を書いてください。"
        "The published hours are a text that can't be parted by day, so the day marked 削除 becomes unknown by the words 要電話確認. Better write the hours of every day.";
    HoursDaysKept "hours_days_kept" Warning
        "公開中の時間は曜日ごとに分けられない書き方なので、「削除」の曜日も消さずに残しました。すべての曜日の時間を書いてください。"
        "The published hours are a text that can't be parted by day, so the day marked 削除 was not erased. Write the hours of every day.";
    ClosingKept "closing_kept" Info
        "曜日のない時間なので、公開中の定休日をそのまま合わせました。定休日が変わったときは「定休日」の列に、なくなったときは「年中無休」と書いてください。"
        "The hours name no day, so the published closing days stay with them. Write new ones under 定休日, or 年中無休 when there are none any more.";
    HoursContradict "hours_contradict" Warning
        "閉店の日とされているのに時間があります。その曜日は「不明」としました。どちらかに直してください。"
        "A day is marked as closed but has hours. That day is unknown; correct one of the two.";

    // The whole list, laid over what is published.
    NoPhone "no_phone" Warning
        "電話番号がありません。夜間や休日は電話が最初の連絡手段です。番号を書いてください。"
        "There is no telephone number. At night the telephone comes first; write the number.";
    NoHours "no_hours" Warning
        "開局時間がないので「不明」と表示されます。時間を書いてください。"
        "There are no opening hours, so the state is shown as unknown. Write the hours.";
    DuplicateRow "duplicate_row" Warning
        "同じ薬局の行が前にもあり、内容も同じです。この行は使いませんでした。"
        "An earlier row is the same pharmacy with the same content. This row was not used.";
    ConflictingRow "conflicting_row" Warning
        "同じ薬局の行が前にもあり、内容が違います。先の行を使いました。正しい1行だけを残してください。"
        "An earlier row is the same pharmacy with other content; the earlier one is used. Keep the one row that is right.";
    SharedNumber "shared_number" Warning
        "提案：同じ名前と電話番号で所在地の違う行があります。別の薬局として扱いました。同じ薬局なら1行にまとめてください。"
        "Proposal: another row has the same name and telephone but another address. They count as two pharmacies; if they are one, keep one row.";
    Renamed "renamed" Info
        "夜薬ID・保険薬局コード・許可番号のどれかが同じなので、名前の変わった同じ薬局として扱いました。"
        "Its id, pharmacy code or licence number is the same, so it counts as the same pharmacy under a new name.";
    PerhapsRenamed "perhaps_renamed" Warning
        "提案：電話番号と所在地が同じで名前の違う薬局が公開中です。名前が変わっただけなら、この行の「夜薬ID」の列にその薬局のIDを書いて送り直してください。いまは別の薬局として扱っています。"
        "Proposal: a published pharmacy has the same telephone and address under another name. If it was only renamed, write its id in the column 夜薬ID of this row and send the list again. For now they count as two.";
    PerhapsSplit "perhaps_split" Warning
        "提案：公開中の薬局と電話番号か所在地が同じ新しい薬局です。1つの薬局が2つに分かれたのなら、このまま公開してください（前の薬局の当番や臨時休業は、前からの行に残ります）。同じ薬局なら1行にまとめてください。"
        "Proposal: this new pharmacy has the telephone or the address of a published one that stays. If one pharmacy became two, publish as it is; rosters and exceptions stay with the old row. If they are one, keep one row.";
    PerhapsMerged "perhaps_merged" Warning
        "提案：この薬局と電話番号か所在地が同じ薬局が一覧から外れます。2つの薬局が1つになったのなら、このまま公開し、外れる薬局の当番と臨時休業をこの薬局で登録し直してください。別の薬局なら、その行を一覧に戻してください。"
        "Proposal: a pharmacy with the telephone or the address of this one leaves the list. If two became one, publish as it is and enter the rosters and exceptions of the one that goes anew for this one. If not, put its row back.";
    Moved "moved" Warning
        "提案：名前と電話番号が同じで、所在地が変わっています。移転なら、このまま公開してください。移転でないときは所在地を直すか、別の薬局なら電話番号を確かめてください。"
        "Proposal: name and telephone are the same but the address is another. If it moved, publish as it is. If not, correct the address, or the telephone number if it is another pharmacy.";
    IdentityAmbiguous "identity_ambiguous" Warning
        "当てはまる公開中の薬局が2つ以上あり、どれか決められないので新しい薬局として扱いました。保険薬局コードか電話番号を書いてください。"
        "Several published pharmacies fit, so it counts as a new one. Give its pharmacy code or telephone number.";
    IdUnknown "id_unknown" Warning
        "この夜薬IDの薬局はありません。名前・電話番号・所在地で探しました。IDの列は書きかえないでください。"
        "No pharmacy has this id; it was looked for by name, telephone and address. Leave the column of ids as it is.";
    CodeElsewhere "code_elsewhere" Warning
        "同じ保険薬局コードの薬局がありますが、名前も電話番号も所在地も違います。別の薬局として扱いました。コードを確かめてください。"
        "A pharmacy with this code has another name, telephone and address. They count as two; check the code.";
    Shrunk "shrunk" Warning
        "公開中の一覧より1割以上少なくなります。外れる薬局を確かめてください。変更のある薬局だけのファイルなら「変わったところだけ」を選んでください。"
        "The list would lose more than a tenth of its pharmacies. See which ones go; if the file holds only changes, choose “changes only”.";
    KeptForRejected "kept_for_rejected" Warning
        "この行は使えませんが、公開中のこの薬局の行のようです。一覧から外さず、いまの内容のまま残します。行を直して送り直してください。"
        "This row can't be used, but it seems to be this published pharmacy, which stays on the list as it is. Mend the row and send it again.";

    // A roster.
    RosterDateUnreadable "roster_date_unreadable" Error
        "日付を読めません。「2026-11-23」「令和8年11月23日」のように書いてください。"
        "The date can't be read. Write it as 2026-11-23.";
    RosterDateUnclear "roster_date_unclear" Error
        "何年何月の日か決められません。年が書かれていないか、曜日や表の題の月と合いません。「2027-01-02」のように年から書いてください。"
        "Which year or month this day is of can't be told: the year is not written, or it doesn't fit the weekday or the title. Write it whole, such as 2027-01-02.";
    RosterTimesUnreadable "roster_times_unreadable" Error
        "当番の時間を読めません。「9:00～17:00」「20:00～翌8:00」のように書いてください。"
        "The times can't be read. Write them as 9:00～17:00 or 20:00～翌8:00.";
    RosterBackwards "roster_backwards" Error
        "終わりが始まりより前です。翌日までなら「20:00～翌8:00」のように「翌」を付けてください。"
        "It ends before it begins. If it runs into the next day, write 翌: 20:00～翌8:00.";
    RosterMarkWithoutTimes "roster_mark_without_times" Error
        "○の時間が分かりません。表の上に「○：9:00～17:00」と書くか、「時間」の列を足してください。"
        "The hours a mark stands for are not said. Write ○：9:00～17:00 above the table, or add the column 時間.";
    RosterMonthMissing "roster_month_missing" Error
        "何年何月の当番表か分かりません。表の上に「2026年11月」のように書いてください。"
        "Which month the roster is of is not said. Write it above the table, such as 2026年11月.";
    RosterRowUnclear "roster_row_unclear" Error
        "だれがいつ当番か、この行からは決められません。薬局名も班も空欄か、1行に薬局が2つ以上あるか、1つのセルが何日分か何行分かにつながっています。1行に1薬局、1日に1つのセルで書いてください。"
        "Who is on duty when can't be told from this row: no pharmacy or group is named, several are, or one cell spans several days or rows. Give each row one pharmacy and each day a cell of its own.";
    RosterUnknownPharmacy "roster_unknown_pharmacy" Error
        "公開中の一覧にない薬局です。名前の書き方を一覧に合わせるか、先に一覧に加えて公開してください。"
        "This pharmacy is not on the published list. Write its name as there, or add it to the list first.";
    RosterAmbiguousPharmacy "roster_ambiguous_pharmacy" Error
        "同じ名前の薬局が2つ以上あります。「電話番号」の列を足してください。"
        "Several pharmacies of the list have this name. Add the column 電話番号.";
    RosterUnknownGroup "roster_unknown_group" Error
        "この班の薬局が分かりません。同じファイルに「薬局名・班」の表を足すか、一覧に「班」の列を加えて公開してください。"
        "Which pharmacies this group has is not known. Add a table of 薬局名 and 班 to the file, or the column 班 to the published list.";
    RosterMemberWithoutGroup "roster_member_without_group" Error
        "班が空欄で、どの班の薬局か分かりません。班を書いてください（上の行と同じ班でも）。どの班でもない薬局は「―」と書いてください。"
        "The group is blank, so which one this pharmacy is in is not said. Write it in every row, or ― for a pharmacy in none.";
    RosterRuleUnreadable "roster_rule_unreadable" Error
        "この規則の日を読めません。「第1日曜」「第2・4土曜」「最終日曜」「日曜・祝日」「平日（祝日を除く）」のように書いてください。"
        "The days of this rule can't be read. Write them as 第1日曜, 第2・4土曜, 最終日曜, 日曜・祝日 or 平日（祝日を除く）.";
    RosterRuleWithoutTimes "roster_rule_without_times" Error
        "この規則の時間が分かりません。「時間」の列を足すか、「時間：9:00～17:00」と書いてください。"
        "The hours of this rule are not said. Add the column 時間, or write 時間：9:00～17:00.";
    RosterRuleWithoutPeriod "roster_rule_without_period" Error
        "規則がいつまで続くか分かりません。送るときに終わりの日を入れるか、表に「期間：2026年12月1日～2027年3月31日」と書いてください。"
        "Until when the rules hold is not said. Give the last day when sending, or write 期間：2026年12月1日～2027年3月31日.";
    RosterRulePast "roster_rule_past" Error
        "規則の終わりの日が過ぎています。日付を確かめてください。"
        "The last day of the rules has passed. Check the date.";
    RosterRuleBeyondHolidays "roster_rule_beyond_holidays" Error
        "この日までの祝日がまだ分かりません。終わりの日を、祝日の分かっている日までにしてください。"
        "The holidays are not known until that day. Let the rules end no later than they are.";
    RosterRuleHoliday "roster_rule_holiday" Error
        "この規則の日のうち、祝日に当番があるか分かりません。「（祝日を除く）」と書き足すか、その日を「日付・薬局名・時間」の行で足してください。"
        "Whether this rule holds on these holidays is not said. Add （祝日を除く） to it, or give those dates as rows of 日付, 薬局名 and 時間.";
    RosterRuleClash "roster_rule_clash" Error
        "この日には別の規則の当番もあります。どちらの当番か、その日を「日付・班・時間」の行で足してください。"
        "Another rule names others for these dates. Say who is on duty by rows of 日付, 班 and 時間 for them.";
    RosterOverlap "roster_overlap" Error
        "同じ薬局の当番が重なっています。どちらかを直してください。"
        "The same pharmacy is on duty at that time already. Correct one of the two.";
    RosterPast "roster_past" Error
        "もう過ぎた日の当番です。年を確かめてください。済んだ日の行は消して送ってください。"
        "This day is over. Check the year; leave out the rows of days that have passed.";
    RosterTooFarAhead "roster_too_far_ahead" Error
        "2年より先の日付です。年を確かめてください。"
        "It is more than two years ahead. Check the year.";
}

impl Notice {
    /// A notice of that kind about the whole file.
    pub(super) fn new(code: Code) -> Self {
        let kind = code.kind();
        Self {
            code: kind.code.to_owned(),
            severity: kind.severity,
            at: None,
            column: None,
            found: None,
            read_as: None,
            ja: kind.ja.to_owned(),
            en: kind.en.to_owned(),
        }
    }

    /// The same, about a row.
    pub(super) fn at(mut self, at: &RowRef) -> Self {
        self.at = Some(at.clone());
        self
    }

    /// The same, about a column.
    pub(super) fn column(mut self, heading: &str) -> Self {
        self.column = Some(heading.to_owned());
        self
    }

    /// The same, with the text found.
    pub(super) fn found(mut self, text: &str) -> Self {
        self.found = Some(text.to_owned());
        self
    }

    /// The same, with why it is so here.
    pub(super) fn because(mut self, ja: &str, en: &str) -> Self {
        if !ja.is_empty() {
            self.ja = format!("{}理由：{ja}。", self.ja);
            self.en = format!("{} Why: {en}.", self.en);
        }
        self
    }

    /// The same, with how that was read.
    pub(super) fn read_as(mut self, text: impl Into<String>) -> Self {
        self.read_as = Some(text.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_every_text_is_there() {
        let codes: BTreeSet<&str> = catalogue().iter().map(|kind| kind.code).collect();
        assert_eq!(codes.len(), catalogue().len());
        for kind in catalogue() {
            assert!(kind.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", kind.code);
            assert!(kind.ja.ends_with('。') && kind.en.ends_with('.'), "{}", kind.code);
        }
    }
}
