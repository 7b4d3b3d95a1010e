use super::*;

#[test]
fn what_is_written_alike_folds_alike() {
    for alike in [
        &[
            "太子堂四丁目23番12号",
            "太子堂4-23-12",
            "太子堂 ４−２３−１２",
            "太子堂４丁目２３ー１２",
            "太子堂四丁目　23-12",
            "太子堂４丁目２３番地の１２",
        ][..],
        &["太子堂四丁目", "太子堂4丁目", "太子堂４", "太子堂4"],
        &["経堂十一丁目2", "経堂11-2", "経堂１１丁目２番"],
        &["北二十四条西五丁目", "北24条西5丁目", "北24条西5"],
        &["二番町5-3", "２番町５番３号", "2番町5－3"],
        &[
            "ケンポドー薬局",
            "けんぽどー薬局",
            "ｹﾝﾎﾟﾄﾞｰ薬局",
            "ケンポド－薬局".replace('－', "ー").as_str(),
            "ケンポドー藥局",
        ],
        &["キャップス", "きやっぷす", "ｷｬｯﾌﾟｽ", "キヤツプス"],
        &["髙島屋", "高嶋屋", "高島屋", "髙嶌屋"],
        &["霞ヶ関", "霞ケ関", "霞が関", "霞ガ関", "霞ｹ関"],
        &["澁谷", "渋谷"],
        &["茨﨑", "茨崎", "茨嵜"],
        &["㈱クオール", "（株）クオール", "(株)ｸｵｰﾙ"],
        &["ABC薬局", "ａｂｃ薬局", "Abc 薬局", "A・B・C薬局"],
        &["サンドラッグ‐池尻", "サンドラッグ池尻", "サンドラッグ　池尻"],
        &["ﾊﾟﾋﾟﾌﾟ", "パピプ", "パピプ"],
        &["2397-18", "２３９７ー１８", "2397の18", "2397番地18", "2397—18"],
    ] {
        let folded: Vec<String> = alike.iter().map(|text| fold(text)).collect();
        assert!(folded.iter().all(|text| *text == folded[0]), "{alike:?} {folded:?}");
    }
}

#[test]
fn what_differs_stays_different() {
    for (a, b) in
        [("太子堂1", "太子堂11"), ("三軒茶屋", "二軒茶屋"), ("は", "ば"), ("4-23", "42-3"), ("一番町", "一番")]
    {
        assert_ne!(fold(a), fold(b));
    }
    assert_eq!(fold("三軒茶屋"), "三軒茶屋");
    assert_eq!(fold("らーめん"), "らーめん");
    assert_eq!(fold(" 　・-ー。"), "");
}

#[test]
fn folding_twice_changes_nothing() {
    for text in ["東京都世田谷区太子堂四丁目23番12号", "ｻﾝﾄﾞﾗｯｸﾞ 千駄ヶ谷三丁目店", "北十二条西3丁目1-1", "一番町二丁目"]
    {
        assert_eq!(fold(&fold(text)), fold(text));
    }
}

#[test]
fn words_are_few_and_numbers_stay_with_their_street() {
    assert_eq!(fold_words("経堂 1丁目　クオール"), ["経堂1", "くおーる"]);
    assert_eq!(fold_words("経堂 1 2"), ["経堂1-2"]);
    assert!(fold_words(" 　 ・ ").is_empty());
    assert_eq!(fold_words(&"薬 ".repeat(5_000)).len(), 8);
    assert!(fold_words(&"薬".repeat(10_000)).concat().chars().count() <= MAX_TEXT_CHARS);
}
