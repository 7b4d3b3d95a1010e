# やさしい日本語。短い文、わかりやすいことば。漢字の読みは ｜漢字《かんじ》 と書く。

## 枠
site-name = ｜夜薬《よるやく》
site-tagline = ｜夜《よる》・｜休《やす》みの｜日《ひ》の ｜薬局《やっきょく》さがし
site-description = 夜や 休みの日に 開いている 薬局を さがします。電話番号と 開いている時間が わかります。
title-page = { $title } | ｜夜薬《よるやく》
skip = すぐに ｜読《よ》む
language = ことば
home = ｜薬局《やっきょく》を さがす
print-issued = ｜印刷《いんさつ》した ｜日《ひ》 { $date } { $time }
print-latest = いちばん ｜新《あたら》しい ｜内容《ないよう》は ここで ｜見《み》ます。
footer-about-text = ｜薬剤師会《やくざいしかい》などの リストを ｜使《つか》っています。｜内容《ないよう》は ｜変《か》わることが あります。｜行《い》く ｜前《まえ》に、かならず ｜電話《でんわ》してください。
footer-api = データの ｜使《つか》いかた（API）
stale = このページは { $time } の ものです。
renewed = { $time }の ｜内容《ないよう》に ｜新《あたら》しく しました。
reload = ｜新《あたら》しい ｜内容《ないよう》を ｜見《み》る
offline = インターネットに つながりません。{ $time } の ｜内容《ないよう》です。｜行《い》く ｜前《まえ》に ｜電話《でんわ》してください。
offline-title = インターネットに つながりません
offline-help = このページは ここに ｜残《のこ》っていません。インターネットに つながる ところで もう ｜一度《いちど》 ｜開《ひら》いてください。｜急《いそ》ぐ ときは ｜下《した》の ｜番号《ばんごう》に ｜電話《でんわ》してください。
offline-kept = ここに ｜残《のこ》っている ｜内容《ないよう》
offline-kept-help = （　）の ｜中《なか》の ｜日《ひ》と ｜時間《じかん》の ｜内容《ないよう》です。｜行《い》く ｜前《まえ》に かならず ｜電話《でんわ》してください。

## 急なとき
emergency = とても こまったとき
emergency-below = ｜急《きゅう》な ときの ｜電話番号《でんわばんごう》（119、#7119など）を ｜見《み》る
emergency-navii = ｜国《くに》の「｜医療情報《いりょうじょうほう》ネット（ナビイ）」で ｜病院《びょういん》と ｜薬局《やっきょく》を さがす

## さがす
search-title = ｜夜《よる》や ｜休《やす》みの｜日《ひ》に ｜開《あ》いている ｜薬局《やっきょく》を さがす
search-lead = ｜場所《ばしょ》を ｜書《か》いてください。｜近《ちか》くで ｜開《あ》いている ｜薬局《やっきょく》が わかります。
field-place = ｜場所《ばしょ》・｜薬局《やっきょく》の ｜名前《なまえ》
field-place-hint = ｜住所《じゅうしょ》、｜町《まち》、｜駅《えき》、｜郵便番号《ゆうびんばんごう》でも いいです。れい：太子堂四丁目、三軒茶屋駅、154-0004
field-when = いつ
when-now = いま
when-tonight = ｜今夜《こんや》
when-at = ｜日《ひ》と ｜時間《じかん》を えらぶ
when-at-hint = 「｜日《ひ》と ｜時間《じかん》を えらぶ」を えらんだ ときだけ ｜使《つか》います。
field-date = ｜日《ひ》
field-time = ｜時間《じかん》
field-until = ｜何時《なんじ》まで（なくても いいです）
field-until-hint = ｜書《か》くと、その ｜時間《じかん》まで ずっと ｜開《あ》いている ｜薬局《やっきょく》だけ さがします。
field-services = ひつような こと
field-services-hint = えらんだ ことが ぜんぶ できる ｜薬局《やっきょく》だけ さがします。
field-radius = どのくらい ｜近《ちか》く
radius-m = { $metres }mより ｜近《ちか》く
radius-km = { $kilometres }kmより ｜近《ちか》く
details = もっと くわしく さがす
details-count = もっと くわしく さがす（{ $count }こ えらびました）
submit = さがす
change = ｜場所《ばしょ》や ｜時間《じかん》を ｜変《か》える
locate = いま いる ｜場所《ばしょ》を ｜使《つか》う
locate-asking = いま いる ｜場所《ばしょ》を ｜調《しら》べています…
locate-denied = いま いる 場所が 使えません。上に 住所や 駅の 名前を 書いてください。
locate-failed = いま いる 場所が わかりません。上に 住所や 駅の 名前を 書いてください。
chosen-point = この ｜場所《ばしょ》

## 入力の直し
fault-title = ｜書《か》いたことを ｜見《み》なおしてください
fault-place-empty = ｜場所《ばしょ》か ｜薬局《やっきょく》の ｜名前《なまえ》を ｜書《か》いてください。
fault-place-long = ｜場所《ばしょ》は { $limit }｜文字《もじ》までです。
fault-near = この ｜場所《ばしょ》は わかりません。｜場所《ばしょ》の ｜名前《なまえ》で さがしてください。
fault-date = 「{ $text }」という ｜日《ひ》は ありません。れい：2026-11-23
fault-date-far = { $date } より ｜先《さき》は わかりません。
fault-time = 「{ $text }」という ｜時間《じかん》は ありません。れい：21:30
fault-time-empty = ｜時間《じかん》を ｜書《か》いてください。れい：21:30
fault-until = 「{ $text }」という ｜時間《じかん》は ありません。れい：23:00
note-past = これは もう ｜終《お》わった ｜時間《じかん》の ｜答《こた》えです。
unknown-place = 「{ $place }」は ｜見《み》つかりませんでした
unknown-place-help = ｜町《まち》の ｜名前《なまえ》、｜駅《えき》の ｜名前《なまえ》、｜郵便番号《ゆうびんばんごう》（｜数字《すうじ》7こ）で さがしてください。
suggestions = この ｜場所《ばしょ》ですか
towns = ｜町《まち》の ｜名前《なまえ》から えらぶ
choices = 「{ $place }」は いくつか あります
choices-help = どれか えらんでください。
place-credit = ｜場所《ばしょ》の データ：{ $source }
kind-town = ｜町《まち》
kind-station = ｜駅《えき》
kind-postcode = ｜郵便番号《ゆうびんばんごう》
kind-facility = ｜建物《たてもの》
kind-municipality = ｜市《し》や ｜区《く》
kind-address = ｜住所《じゅうしょ》
kind-pharmacy = ｜薬局《やっきょく》
in-area = { $area }

## 答え
answer-title = { $place }の ｜近《ちか》く・{ $moment }
answer-title-area = { $place }・{ $moment }
answer-title-name = 「{ $place }」・{ $moment }
moment-now = いま（{ $time }）
moment-at = { $date } { $time }
moment-span = { $date } { $time }から { $until }まで
within-radius = { $place }から { $radius }に
within-area = { $place }に
answer-open = { $moment }、{ $within } ｜開《あ》いている ｜薬局《やっきょく》が { $count }か｜所《しょ》 あります。
answer-open-expected = { $moment }、{ $within } ｜開《あ》く ｜予定《よてい》の ｜薬局《やっきょく》が { $count }か｜所《しょ》 あります。
answer-nearest = いちばん ｜近《ちか》いのは { $name }（{ $distance }）です。
answer-none = { $moment }、{ $within } ｜開《あ》いていると わかる ｜薬局《やっきょく》は ありません。
answer-none-on-call = ｜電話《でんわ》で ｜聞《き》ける ｜薬局《やっきょく》が { $count }か｜所《しょ》 あります。さきに ｜電話《でんわ》してください。
answer-none-unknown = ｜電話《でんわ》で ｜聞《き》ける ｜薬局《やっきょく》が { $count }か｜所《しょ》 あります。
answer-name = 「{ $place }」という ｜名前《なまえ》の ｜薬局《やっきょく》が { $count }か｜所《しょ》 あります。
answer-phone-first = ｜行《い》く ｜前《まえ》に、かならず ｜電話《でんわ》してください。
also-place = 「{ $place }」という ｜場所《ばしょ》の ｜近《ちか》くも さがす
also-name = ｜薬局《やっきょく》の ｜名前《なまえ》で さがす
section-open = ｜開《あ》いています
section-open-expected = ｜開《あ》く ｜予定《よてい》です
section-on-call = ｜電話《でんわ》で ｜相談《そうだん》できます
section-on-call-help = いまは ｜閉《し》まっています。さきに ｜電話《でんわ》してください。｜薬《くすり》を もらえるか、｜薬局《やっきょく》が ｜答《こた》えます。
section-partial = すこしの ｜時間《じかん》だけ（ほかの ｜時間《じかん》は ｜電話《でんわ》で ｜聞《き》いてください）
section-partial-help = はじめの ｜時間《じかん》の ことです。おわりの ｜時間《じかん》までは わかりません。とちゅうから ｜開《あ》く ｜薬局《やっきょく》は、｜開《あ》く ｜時間《じかん》が ｜書《か》いてあります。さきに ｜電話《でんわ》してください。
answer-uncovered = この ｜場所《ばしょ》の リストは まだ ありません。
section-unknown = わかりません（｜電話《でんわ》で ｜聞《き》いてください）
section-unknown-help = リストに この ｜日《ひ》や ｜時間《じかん》の ことが ｜書《か》いてありません。｜開《あ》いていないかもしれません。
section-closed = ｜閉《し》まっています
section-next = このあと ｜開《あ》く ｜薬局《やっきょく》
section-farther = もっと ｜遠《とお》くで ｜開《あ》いている ｜薬局《やっきょく》
section-farther-expected = もっと ｜遠《とお》くで ｜開《あ》く ｜予定《よてい》の ｜薬局《やっきょく》
section-count = { $count }か｜所《しょ》
show-more = もっと ｜見《み》る
section-range = { $from }ばんから { $to }ばん（ぜんぶで { $total }か｜所《しょ》）
show-next = つぎを ｜見《み》る
show-previous = まえを ｜見《み》る
wider = { $radius }まで さがす
other-ways = ちがう さがしかた
ask-at = { $date } { $time }で さがす
without-services = 「ひつような こと」を なくして さがす
asked-services = ひつような こと：{ $services }

## 薬局の状態
state-open = ｜開《あ》いています
state-open-expected = ｜開《あ》く ｜予定《よてい》
state-on-call = ｜電話《でんわ》で ｜相談《そうだん》できます
state-unknown = ｜電話《でんわ》で ｜聞《き》いてください
state-closed = ｜閉《し》まっています
state-closed-expected = ｜閉《し》まっている ｜予定《よてい》
until = { $time }まで
until-none = ｜何時《なんじ》までか わかりません
open-all-day = 24｜時間《じかん》
opens-at = つぎは { $time }に ｜開《あ》きます
opens-at-unsure = { $time }に ｜開《あ》きます（その ｜前《まえ》は ｜電話《でんわ》で ｜聞《き》いてください）
opens-from = { $time }から ｜開《あ》きます
opens-unknown = つぎに ｜開《あ》く ｜時間《じかん》は わかりません
closing-soon = もうすぐ ｜閉《し》まります（あと { $minutes }｜分《ふん》）
closing-walk = ｜歩《ある》くと ｜間《ま》に ｜合《あ》わないかもしれません
at-time = { $time }
at-midnight = ｜夜《よる》の 12｜時《じ》（24:00）
at-next-day = ｜次《つぎ》の ｜日《ひ》の { $time }
at-date = { $date } { $time }
day-of-month = { $day ->
    [1] ｜1日《ついたち》
    [2] ｜2日《ふつか》
    [3] ｜3日《みっか》
    [4] ｜4日《よっか》
    [5] ｜5日《いつか》
    [6] ｜6日《むいか》
    [7] ｜7日《なのか》
    [8] ｜8日《ようか》
    [9] ｜9日《ここのか》
    [10] ｜10日《とおか》
    [14] ｜14日《じゅうよっか》
    [20] ｜20日《はつか》
    [24] ｜24日《にじゅうよっか》
   *[other] { $day }｜日《にち》
  }
date = { $month }｜月《がつ》{ $day }（{ $weekday }）
date-holiday = { $month }｜月《がつ》{ $day }（{ $weekday }・｜祝日《しゅくじつ》）
date-full = { $year }｜年《ねん》{ $month }｜月《がつ》{ $day }
weekday-mon = ｜月曜日《げつようび》
weekday-tue = ｜火曜日《かようび》
weekday-wed = ｜水曜日《すいようび》
weekday-thu = ｜木曜日《もくようび》
weekday-fri = ｜金曜日《きんようび》
weekday-sat = ｜土曜日《どようび》
weekday-sun = ｜日曜日《にちようび》
distance-m = だいたい { $metres }m
distance-km = だいたい { $kilometres }km
walk = ｜歩《ある》いて { $minutes }｜分《ふん》ぐらい
far = { $distance }・{ $walk }
distance-town = （｜町《まち》の まんなかまで）
phone-call = ｜電話《でんわ》する
phone-call-to = { $name }に ｜電話《でんわ》する
phone-day = ｜開《あ》いている ｜時間《じかん》の ｜電話《でんわ》
phone-night = ｜閉《し》まっている ｜時間《じかん》の ｜電話《でんわ》
phone-none = ｜電話番号《でんわばんごう》が ありません
address = ｜住所《じゅうしょ》
address-none = ｜住所《じゅうしょ》が ありません
map = ｜地図《ちず》を ｜見《み》る
map-of = { $name }の ｜地図《ちず》を ｜見《み》る
services = できること
caveat-hours = リストの ことば：「{ $text }」
confirmed = { $date }に ｜調《しら》べました
confirmed-by = リスト：{ $source }
more-about = くわしく ｜見《み》る
more-about-name = { $name }を くわしく ｜見《み》る

## 理由
reason-crisis-check-in = ｜災害《さいがい》の とき、｜薬局《やっきょく》が ｜知《し》らせました。
reason-exception-hours = この ｜日《ひ》だけの ｜時間《じかん》です。
reason-exception-closed = この ｜日《ひ》だけ ｜休《やす》みです。
reason-exception-unstated = この ｜日《ひ》は いつもと ちがいます。｜電話《でんわ》で ｜聞《き》いてください。
reason-on-duty = ｜当番《とうばん》の ｜薬局《やっきょく》です。
reason-season-stated = いまの ｜季節《きせつ》の ｜時間《じかん》です。
reason-season-closed = この ｜時期《じき》は ｜休《やす》みです。
reason-year-end-unstated = ｜年末年始《ねんまつねんし》の ｜時間《じかん》が リストに ありません。
reason-holiday-stated = ｜祝日《しゅくじつ》の ｜時間《じかん》です。
reason-holiday-closed = ｜祝日《しゅくじつ》は ｜休《やす》みです。
reason-holiday-unstated = ｜祝日《しゅくじつ》の ｜時間《じかん》が リストに ありません。
reason-nth-weekday = ｜何番目《なんばんめ》の ｜週《しゅう》かで ｜変《か》わる ｜時間《じかん》です。
reason-weekly = いつもの ｜時間《じかん》です。
reason-day-unstated = この ｜曜日《ようび》の ｜時間《じかん》が リストに ありません。
reason-on-call = ｜閉《し》まっている ｜時間《じかん》は ｜電話《でんわ》で ｜答《こた》えます。
reason-on-call-conditional = ｜閉《し》まっている ｜時間《じかん》は ｜条件《じょうけん》が あります。さきに ｜電話《でんわ》で ｜聞《き》いてください。
reason-on-call-unstated = この ｜日《ひ》に ｜電話《でんわ》で ｜答《こた》えるか、リストに ありません。
caution = お｜盆《ぼん》の ころは、｜休《やす》む ｜薬局《やっきょく》が あります。｜電話《でんわ》で ｜聞《き》いてください。
reason-last-reception-over = まだ ｜閉《し》まっていませんが、うけつけは ｜終《お》わりました。
reason-no-hours = ｜時間《じかん》が リストに ないか、｜読《よ》めませんでした。
reason-beyond-horizon = ずっと ｜先《さき》の ｜日《ひ》なので、わかりません。

## 必要なこと
service-after_hours = ｜閉《し》まっている ｜時間《じかん》の ｜電話《でんわ》
service-duty = ｜休《やす》みの ｜日《ひ》の ｜当番《とうばん》
service-home_visit = ｜家《いえ》に ｜来《く》る
service-home_visit_after_hours = ｜夜《よる》や ｜休《やす》みの ｜日《ひ》に ｜家《いえ》に ｜来《く》る
service-narcotics = ｜医療用麻薬《いりょうようまやく》（つよい ｜痛《いた》み｜止《ど》め）
service-narcotics_injection = ｜医療用麻薬《いりょうようまやく》の ｜注射《ちゅうしゃ》
service-narcotics_infusion = ｜医療用麻薬《いりょうようまやく》の ｜続《つづ》ける ｜注射《ちゅうしゃ》
service-materials = ガーゼなどの ｜材料《ざいりょう》
service-controlled_devices = ｜高度管理医療機器《こうどかんりいりょうきき》
service-aseptic = ｜菌《きん》が ｜入《はい》らないように ｜作《つく》る ｜薬《くすり》
service-tpn = ｜中心静脈栄養《ちゅうしんじょうみゃくえいよう》（｜点滴《てんてき》の ｜栄養《えいよう》）
service-pediatric_home = ｜医療《いりょう》が ひつような ｜子《こ》ども
service-class2_designated = ｜熱《ねつ》・うつる ｜病気《びょうき》（やくそくが ある ｜薬局《やっきょく》）
service-covid_drugs = ｜新型《しんがた》コロナの ｜薬《くすり》
service-test_kits = ｜検査《けんさ》キット
service-online_guidance = インターネットで ｜薬《くすり》の ｜説明《せつめい》
service-e_prescription = ｜電子処方箋《でんししょほうせん》
service-otc = ｜店《みせ》で ｜買《か》える ｜薬《くすり》
service-emergency_contraception = ｜緊急避妊薬《きんきゅうひにんやく》
service-emergency_contraception_online = ｜緊急避妊薬《きんきゅうひにんやく》（オンラインの ｜診察《しんさつ》）
service-emergency_contraception_otc = ｜緊急避妊薬《きんきゅうひにんやく》（｜処方箋《しょほうせん》なし）
service-coordination_addon = ｜災害《さいがい》や ｜感染症《かんせんしょう》の じゅんび（連携強化加算）
service-disaster = ｜災害《さいがい》の とき
service-supply = ｜薬《くすり》を ほかの ｜薬局《やっきょく》に わける
answer-yes = できます
answer-no = できません
answer-conditional = ｜条件《じょうけん》が あります：{ $condition }
answer-conditional-plain = ｜条件《じょうけん》が あります
answer-phone-only = ｜電話《でんわ》の ｜相談《そうだん》だけ
service-named-conditional = { $service }（{ $condition }）
service-named-phone-only = { $service }（｜電話《でんわ》の ｜相談《そうだん》だけ）

## お願い
notices = ｜夜《よる》や ｜休《やす》みの ｜日《ひ》に ｜薬局《やっきょく》へ ｜行《い》く ｜前《まえ》に
notice-urgent = これは、いそいで ｜薬《くすり》が ひつような ｜人《ひと》の ためです。いそがない ｜人《ひと》は、｜昼《ひる》に いつもの ｜薬局《やっきょく》へ ｜行《い》ってください。
notice-phone = さきに ｜電話《でんわ》してください。｜薬《くすり》が ないことや、｜急《きゅう》に ｜閉《し》まることが あります。
notice-fee = ｜夜《よる》や ｜休《やす》みの ｜日《ひ》は、お｜金《かね》が ｜多《おお》く かかることが あります。
notice-prescription = ｜処方箋《しょほうせん》は、もらった ｜日《ひ》を ｜入《い》れて 4｜日間《かかん》 ｜使《つか》えます。
notice-bring = ｜処方箋《しょほうせん》、マイナ｜保険証《ほけんしょう》か ｜資格確認書《しかくかくにんしょ》、お｜薬手帳《くすりてちょう》を ｜持《も》って ｜行《い》ってください。
notice-home-care = ｜薬剤師《やくざいし》が ｜家《いえ》に ｜来《く》る ｜人《ひと》は、さきに いつもの ｜薬局《やっきょく》に ｜電話《でんわ》してください。

## 薬局のページ
pharmacy-now = いま
pharmacy-week = これから 1｜週間《しゅうかん》
pharmacy-week-caption = ｜開《あ》いている ｜時間《じかん》
pharmacy-holidays = これからの ｜祝日《しゅくじつ》と ｜年末年始《ねんまつねんし》
pharmacy-holidays-caption = ｜祝日《しゅくじつ》と ｜年末年始《ねんまつねんし》の ｜開《あ》いている ｜時間《じかん》
services-item = こと
services-answer = ｜答《こた》え
pharmacy-hours-listed = リストに ｜書《か》いてある ｜時間《じかん》
pharmacy-hours-none = ｜時間《じかん》が リストに ありません。
pharmacy-phones = ｜電話《でんわ》
pharmacy-ics = カレンダーに ｜入《い》れる（ICS）
pharmacy-services = できること
pharmacy-services-none = できることが リストに ありません。
pharmacy-services-unanswered = ここに ないことは、リストに ｜答《こた》えが ありません。「できない」では ありません。
pharmacy-place = ｜場所《ばしょ》
pharmacy-sources = リストと ｜調《しら》べた ｜日《ひ》
pharmacy-remarks = ｜薬局《やっきょく》の ことば
pharmacy-home-hours = ｜家《いえ》に ｜行《い》ける ｜時間《じかん》
pharmacy-fax = FAX
pharmacy-url = ホームページ
pharmacy-email = メール
pharmacy-code = ｜保険薬局《ほけんやっきょく》コード
pharmacy-member = ｜薬剤師会《やくざいしかい》の ｜会員《かいいん》です。
pharmacy-non-member = ｜薬剤師会《やくざいしかい》の ｜会員《かいいん》では ありません。
day = ｜日《ひ》
day-hours = ｜時間《じかん》
day-today = ｜今日《きょう》
day-closed = ｜休《やす》み
day-unknown = ｜電話《でんわ》で ｜聞《き》いてください
day-unknown-rest = ほかの ｜時間《じかん》は ｜電話《でんわ》で ｜聞《き》いてください
day-on-call = ｜電話《でんわ》で ｜相談《そうだん》できます
day-range = { $start }から { $end }まで
year-end = ｜年末年始《ねんまつねんし》
source-listing = { $source }
source-valid = リストの ｜日《ひ》：{ $date }
source-checked = ｜調《しら》べた ｜日《ひ》：{ $date }
source-changed = ｜変《か》わった ｜日《ひ》：{ $date }
back-to-search = ｜近《ちか》くの ｜薬局《やっきょく》を さがす
position-town = ｜地図《ちず》の ｜場所《ばしょ》は、｜町《まち》の まんなかです。
position-municipality = はっきりした ｜場所《ばしょ》は わかりません。｜住所《じゅうしょ》を ｜見《み》てください。

## 地域のページ
area-title = { $area }の ｜夜《よる》・｜休《やす》みの ｜日《ひ》の ｜薬局《やっきょく》
area-tonight = ｜今夜《こんや》 { $date }
area-window-help = { $span }に ｜開《あ》いている ｜薬局《やっきょく》です。｜変《か》わることが あります。さきに ｜電話《でんわ》してください。
area-day-help = この ｜日《ひ》に ｜開《あ》いている ｜薬局《やっきょく》です。｜変《か》わることが あります。さきに ｜電話《でんわ》してください。
area-today = ｜今日《きょう》（｜休《やす》みの ｜日《ひ》） { $date }
area-unknown = ほかに { $count }か｜所《しょ》は わかりません。｜電話《でんわ》で ｜聞《き》いてください。｜電話番号《でんわばんごう》を ｜見《み》る
area-more = ほかの { $count }か｜所《しょ》を ｜見《み》る
area-next-holiday = つぎの ｜日曜日《にちようび》・｜祝日《しゅくじつ》 { $date }
area-calendar = { $year }｜年《ねん》{ $month }｜月《がつ》の ｜当番《とうばん》
area-calendar-none = この ｜月《つき》の ｜当番《とうばん》は リストに ありません。
area-coverage = ｜時間《じかん》ごとの ｜数《かず》
area-coverage-help = { $date }。「｜開《あ》く」は ｜開《あ》いている ｜薬局《やっきょく》、「｜電話《でんわ》」は ｜電話《でんわ》で ｜答《こた》える ｜薬局《やっきょく》の ｜数《かず》です。
area-coverage-hour = ｜時間《じかん》
area-coverage-open = ｜開《あ》く
area-coverage-on-call = ｜電話《でんわ》
area-coverage-unknown = わからない
area-coverage-reach = 2kmより ｜近《ちか》い
area-coverage-reach-border = 「2kmより ｜近《ちか》い」は、この｜町《まち》の いろいろな ｜場所《ばしょ》のうち、｜開《あ》いている ｜薬局《やっきょく》が 2kmより ｜近《ちか》くに ある ｜場所《ばしょ》の ｜割合《わりあい》です。
area-coverage-reach-towns = 「2kmより ｜近《ちか》い」は、いろいろな ｜町《まち》のうち、｜開《あ》いている ｜薬局《やっきょく》が 2kmより ｜近《ちか》くに ある ｜町《まち》の ｜割合《わりあい》です。
area-coverage-gap = ｜開《あ》いている ｜薬局《やっきょく》が ありません
area-none = この ｜時間《じかん》に ｜開《あ》いていると わかる ｜薬局《やっきょく》は ありません。
area-count = ｜薬局《やっきょく》は { $count }か｜所《しょ》 あります
area-associations = リストを ｜作《つく》っている ｜薬剤師会《やくざいしかい》
area-duty = ｜当番《とうばん》の ｜薬局《やっきょく》
area-months = ｜月《つき》を えらぶ
area-previous = まえの ｜月《つき》
area-next = つぎの ｜月《つき》
areas-title = ｜地域《ちいき》から えらぶ
areas-none = まだ リストが ありません。

## うまくいかないとき
error-404 = ページが ｜見《み》つかりません
error-404-help = アドレスが ｜変《か》わったか、｜薬局《やっきょく》が リストから なくなったかもしれません。
error-400 = この ｜条件《じょうけん》では ｜調《しら》べられません
error-400-help = もういちど えらんで、さがしてください。
error-405 = これは できません
error-405-help = はじめの ページから やりなおしてください。
error-429 = すこし ｜待《ま》ってください
error-429-help = ｜短《みじか》い ｜時間《じかん》に、たくさん ｜使《つか》われました。いそぐときは、｜下《した》の ｜番号《ばんごう》に ｜電話《でんわ》してください。
error-500 = うまく ｜見《み》せられませんでした
error-500-help = こちらの まちがいです。すこし ｜待《ま》って、もういちど ためしてください。いそぐときは、｜下《した》の ｜番号《ばんごう》に ｜電話《でんわ》してください。
error-503 = いま じゅんびを しています
error-503-help = リストを ｜読《よ》んでいます。すこし ｜待《ま》ってください。いそぐときは、｜下《した》の ｜番号《ばんごう》に ｜電話《でんわ》してください。
error-overloaded = いま とても ｜混《こ》んでいます
error-overloaded-help = たくさんの ｜人《ひと》が ｜見《み》ています。すこし ｜待《ま》って、もう｜一度《いちど》 ｜見《み》てください。いそぐときは、｜下《した》の ｜番号《ばんごう》に ｜電話《でんわ》してください。

## 地図
map-title = ｜地図《ちず》
map-open = ｜地図《ちず》をひらく
map-hint = ｜地図《ちず》の｜絵《え》は、ひらいたときに ほかの ところから ｜読《よ》みます。｜地図《ちず》の｜薬局《やっきょく》は、ぜんぶ ｜上《うえ》にも ｜書《か》いてあります。
map-loading = ｜地図《ちず》を｜読《よ》んでいます…
map-failed = ｜地図《ちず》を｜読《よ》むことが できませんでした。｜上《うえ》の｜住所《じゅうしょ》を｜見《み》てください。
map-unable = この ｜機械《きかい》では ｜地図《ちず》を ｜出《だ》すことが できません。｜上《うえ》の｜住所《じゅうしょ》を｜見《み》てください。
map-label = 薬局の地図。矢印キーで動かし、Tabキーで薬局を選びます。
map-here = ここ
map-zoom-in = 大きく
map-zoom-out = 小さく
map-pan-up = 上へ
map-pan-left = 左へ
map-pan-right = 右へ
map-pan-down = 下へ
map-close = 閉じる
map-cluster = 薬局 { $count }か所（あいている { $open }）

## 訂正の申出
correction-link = まちがいを｜知《し》らせる
correction-title = まちがいを｜知《し》らせる
correction-page = { $name }の まちがいを｜知《し》らせる
correction-help = ｜書《か》いたことは ｜薬剤師会《やくざいしかい》に とどきます。｜薬剤師会《やくざいしかい》が ｜薬局《やっきょく》に ｜聞《き》いてから なおします。いそぐときは ｜薬局《やっきょく》に ｜電話《でんわ》してください。
correction-topic = なにが ちがいますか
correction-message = どう ちがいますか
correction-message-hint = わかることを ｜書《か》いてください（{ $limit }｜文字《もじ》まで）。｜病気《びょうき》や ｜薬《くすり》の ｜名前《なまえ》は ｜書《か》かないで ください。
correction-contact = ｜連絡先《れんらくさき》（なくても いいです）
correction-contact-hint = ｜薬剤師会《やくざいしかい》が ｜返事《へんじ》を することが あります。
correction-send = ｜薬剤師会《やくざいしかい》に｜送《おく》る
correction-thanks = ありがとうございます。とどきました
correction-thanks-help = { $time }に とどきました。｜薬剤師会《やくざいしかい》が ｜確《たし》かめるまで、この｜画面《がめん》は かわりません。
correction-back = ｜薬局《やっきょく》のページに もどる
correction-fault-topic = なにが ちがうか えらんでください。
correction-fault-empty = どう ちがうか ｜書《か》いてください。
correction-fault-long = { $limit }｜文字《もじ》までで ｜書《か》いてください。
correction-fault-again = もういちど「｜送《おく》る」を おしてください。｜書《か》いたことは のこっています。
correction-fault-many = いま たくさん ｜届《とど》いています。｜書《か》いたことは ｜残《のこ》っています。1｜時間《じかん》くらい あとで もう ｜一度《いちど》「｜送《おく》る」を おしてください。
correction-trap = ここには なにも ｜書《か》かないで ください
correction-topic-hours = あいている｜時間《じかん》
correction-topic-phone = ｜電話番号《でんわばんごう》
correction-topic-place = ｜住所《じゅうしょ》・｜場所《ばしょ》
correction-topic-services = できること
correction-topic-gone = なくなった・ほかへ うつった
correction-topic-other = そのほか

## 紙
print = ｜印刷《いんさつ》する
print-preview = ｜印刷《いんさつ》のための｜画面《がめん》
print-back = もとの｜画面《がめん》にもどる
print-latest-code = いちばん｜新《あたら》しい｜内容《ないよう》へのコード
paper-door = ドアにはる お｜知《し》らせ（PDF）
paper-title = チラシ・ポスター
area-now = いま｜開《あ》いている｜薬局《やっきょく》を｜見《み》る
paper-flyer = チラシ A4（PDF）
paper-poster = ポスター A3（PDF）
paper-calendar = この｜月《つき》の｜当番《とうばん》の｜表《ひょう》（PDF）
paper-month = { $year }｜年《ねん》{ $month }｜月《がつ》

## つなぎ
verbatim = { $text }
list-and = { $list }、{ $next }
services-and-more = { $services }、ほか { $count }こ
