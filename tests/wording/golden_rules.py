"""The seven golden rules: the page as received, and the two editions of the guidance whose words it mixes."""

RECEIVED = (
    "Remember that the General Data Protection Regulations (GDPR), Data Protection Act 1998 and human rights law "
    "are not barriers to justified information sharing, but provide a framework to ensure that personal "
    "information about living individuals is shared appropriately.",
    "Be open and honest with the individual (and/or their family where appropriate) from the outset about why, "
    "what, how and with whom information will, or could be shared, and seek their agreement, unless it is unsafe "
    "or inappropriate to do so.",
    "Seek advice from other practitioners if you are in any doubt about sharing the information concerned, "
    "without disclosing the identity of the individual where possible.",
    "Share with informed consent where appropriate and, where possible, respect the wishes of those who do not "
    "consent to share confidential information. Under the GDPR and Data Protection Act 1998, you may still share "
    "information without consent if, in your judgement, there is a lawful basis to do so, such as where safety "
    "may be at risk. You will need to base your judgment on the facts of the case. When you are sharing or "
    "requesting personal information from someone, be certain of the basis upon which you are doing so. Where you "
    "have consent, be mindful that an individual might not expect information to be shared.",
    "Consider safety and wellbeing: Base your information sharing decisions on considerations of the safety and "
    "wellbeing of the individual and others who may be affected by their actions.",
    "Necessary, proportionate, relevant, adequate, accurate, timely and secure: Ensure that information you share "
    "is necessary for the purpose for which you are sharing it, is shared only with those individuals who need to "
    "have it, is accurate and up-to-date, is shared in a timely fashion, and is shared securely (see principles).",
    "Keep a record of your decision and the reasons for it \u2013 whether it is to share information or not. If you "
    "decide to share, then record what you have shared, with whom and for what purpose.",
)
JULY_2018 = (
    "Remember that the General Data Protection Regulation (GDPR), Data Protection Act 2018 and human rights law "
    "are not barriers to justified information sharing, but provide a framework to ensure that personal "
    "information about living individuals is shared appropriately.",
    "Be open and honest with the individual (and/or their family where appropriate) from the outset about why, "
    "what, how and with whom information will, or could be shared, and seek their agreement, unless it is unsafe "
    "or inappropriate to do so.",
    "Seek advice from other practitioners, or your information governance lead, if you are in any doubt about "
    "sharing the information concerned, without disclosing the identity of the individual where possible.",
    "Where possible, share information with consent, and where possible, respect the wishes of those who do not "
    "consent to having their information shared. Under the GDPR and Data Protection Act 2018 you may share "
    "information without consent if, in your judgement, there is a lawful basis to do so, such as where safety "
    "may be at risk. You will need to base your judgement on the facts of the case. When you are sharing or "
    "requesting personal information from someone, be clear of the basis upon which you are doing so. Where you "
    "do not have consent, be mindful that an individual might not expect information to be shared.",
    "Consider safety and well-being: base your information sharing decisions on considerations of the safety and "
    "well-being of the individual and others who may be affected by their actions.",
    "Necessary, proportionate, relevant, adequate, accurate, timely and secure: ensure that the information you "
    "share is necessary for the purpose for which you are sharing it, is shared only with those individuals who "
    "need to have it, is accurate and up-to-date, is shared in a timely fashion, and is shared securely (see "
    "principles).",
    "Keep a record of your decision and the reasons for it \u2013 whether it is to share information or not. If you "
    "decide to share, then record what you have shared, with whom and for what purpose.",
)
MARCH_2015 = (
    "Remember that the Data Protection Act 1998 and human rights law are not barriers to justified information "
    "sharing, but provide a framework to ensure that personal information about living individuals is shared "
    "appropriately.",
    "Be open and honest with the individual (and/or their family where appropriate) from the outset about why, "
    "what, how and with whom information will, or could be shared, and seek their agreement, unless it is unsafe "
    "or inappropriate to do so.",
    "Seek advice from other practitioners if you are in any doubt about sharing the information concerned, "
    "without disclosing the identity of the individual where possible.",
    "Share with informed consent where appropriate and, where possible, respect the wishes of those who do not "
    "consent to share confidential information. You may still share information without consent if, in your "
    "judgement, there is good reason to do so, such as where safety may be at risk. You will need to base your "
    "judgement on the facts of the case. When you are sharing or requesting personal information from someone, be "
    "certain of the basis upon which you are doing so. Where you have consent, be mindful that an individual "
    "might not expect information to be shared.",
    "Consider safety and well-being: Base your information sharing decisions on considerations of the safety and "
    "well-being of the individual and others who may be affected by their actions.",
    "Necessary, proportionate, relevant, adequate, accurate, timely and secure: Ensure that the information you "
    "share is necessary for the purpose for which you are sharing it, is shared only with those individuals who "
    "need to have it, is accurate and up-to-date, is shared in a timely fashion, and is shared securely (see "
    "principles).",
    "Keep a record of your decision and the reasons for it \u2013 whether it is to share information or not. If you "
    "decide to share, then record what you have shared, with whom and for what purpose.",
)
