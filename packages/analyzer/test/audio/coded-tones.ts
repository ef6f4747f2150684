/**
 * 0.2 s of a tone of 440 Hz, coded by other implementations: libgsm 1.0, spandsp 0.0.6 (G.722, G.726), libopus 1.3 (0.3 s). `sha1`: of the samples that their decoders make of it, 16 bits each,
 * the lower byte first.
 */
export type CodedTone = { readonly payload: string; readonly sha1: string };

export const codedTones: Readonly<Record<string, CodedTone>> = {
  gsm: {
    payload:
      '0jbsLaJQVXyAm0SdUAz47a05I6omuA39ku3wRoO/ZLti0jbsbaLwAajBmzCn3KEyXtCHdGyhIu6Iu6HawKvpBvyC0jbsLaLbIM1ZU2RUbUD6i7qkrbdAsmWsp2y3AKKuiKmj0jfsKaJvQC3iTtkSuUBa25I25d1gONyyJS3doBcsaV3i0jXsbeLZoMTliT2ZbaErqipq0m3g2xNSWNqToEQmzbdk0jjkKaJwoSJlsSkkvMAo43JJG97ANGWtJ5vewDtaL2YE0jbsbaLX4MsTljU1a4DEHdWS7W0Aoq6oqapvIKmrKlrS0jbsLaKRQM1ZU1ZUt6BHFbJHLW+AFq5NK1ptQKLtaTui0jfsKaKTICmzSdja3QBZG45G1N1AStu1uO3dYDKurLur0jbsbeKRoDSVqTuZa8Cpq0nbEm3AS2BKXEtvQNZM1aU1',
    sha1: '5340eb76e800e739c2c744fa33c2d42ad6ac7da2',
  },
  g722: {
    payload:
      '+pYpjCGQoKBg4ODn7PTfVdCOzc3PlNv68u7s6utu8rnd19OS0ZHT2N369O+u7u9ytfre2ZSS0lSV2Z769rLw7vBw9Pnf3NTT1ZPX25689fTv8e9087vf3tiT1tPY1t6/+LPy8e7z9nf+29yTltTS2pzcufSx7/Lxcvf//tea09bUlNje+ve0brLvtvT3XNvb1JLXl9vf/fjxcvCu9PL8uVvalNLWl9rbu360bvPzcvT0+9f+0pdYkNe6mHr08nPwsPL7/f1a1pbTmdTZ3/f/8O/3cK/e89v+1dfWmNL+mfu7tO/28fD1fLjZ2JTTnFLc2/j59LFys3Wy3/bY197V0p/bnvr/9e74bvq489nb/NSTe5DbtJ/4cvvz8nu6+lyc11zSn9vf/Lde7vf1s336/F7X35TVndxe9bn39O349Hz+mFrbl5fdWPyy3/HwsXP9/PrW3NLY0v/Wt1qw8riu9fRz2f5cltvYzvqZ3Pr3+++38rTy2vdT99KZ1Jrdu1j39fL07r709F/b35bZk9zW+L17uvDu9LJ7/PVa2JbX2dXY2vW6+vXu8bH5+/+9WZVTnFHbvF27dfbv8/Xyun/f3lfYzp3X+9W2fK738fTu3Pj70/vVUJjanJ/4/HGx8LH2+vda+9XU0/uPdZnd8/e/7PD1+PncfphUk/+S/pl+9/X2sO769Pbaf9vYkdfc1b5e9rf2se319vtdfJ/VkdbZ2d2cfKzy/e2wcv3+2frX19LY2J1f+Le467tx8Ph7nFWeW9LW2Nj6/brz9u7w9fj2mV+c0VXXnNX9/bTy+vCq32/Z/fqY0FnU2Z7b+7v2dK3zuPH63F5dlNXTntjaevzy9vKwrl/w/thc2pLb19qffPu69Kv78fJf8trYm9zNXde62rj3tXPy9fH22/bW3NdZkNu8vdz48PGw8bhz3vhamFSXV93V37X49XSv9O3/ffne17/M0/XV2br98LC4b/ryet3autSSWtf+2d73t7jrfvDv2Py10/xYzvyd1rfb8fO79u788d7d2vxVlJHf/Lzc+/Px7rr2tfbaXNP505rS+tqy2/D0rfmx//fcXde9UZba3Nq0/PRys/TtvXn713yaUJN70vfYvHCxd/Tw9Pba3//YUdaY2b/d//GytnLy93i52NjZ19lQ1/eZ+rW28/HyeLJcnV7Z1dXT/dq+3nL387St9PbdfdzX3tDQm/nZ/7ny87L18PLcX/yY1teT3dre/bb68O2z+LD633zX25ZT2pv+2/K/8e/2s/j0+td915jQ1Zv21na796/187p3ft/fmlKZU/3a3vn0s/fz8fH5/d5dmNTRlt7a/pz38fHysvb0tthZ3phQ1JTd+Z779vLt8Pa7+fZW3NOe1NKf+lm09LhquPL3/Xq+UvzU0Nb8mnnfsvTuuG75dp/70/vSVlqa2rfZs3b17/f7tPfWe5ZWW9jRul288vxyr/nx99n4fdP90tSa/tn6uvTv+fCu/v+6WNmbVM+2VNm3frhs9PP2+PS5VtxX3dLYlfv+u/5yrvL2u3n1XNKbfs/81NXyutxz9ayv1/H5XVua1p9X2dr5+bZ79q7x9f39+lva1ZLd2NT/uvf29rHts9z7/99d0ZLc1t2b+ff3t/Ct8v35/P5XmlGV2Znb9t1z9vGt9Lb7X7hY0VmV1t+aXvL/9Kzw83r7+v7V2JP+z/rTs1qy+rP38PPd+nzb3pbS3NbevH+68LP27/v2ed7bn9bU0du8Xt609O+1sXP5d9v/l9/S1dZ+mfr9s/ev9nH1+t5+ldzR09+c1Pr6+KyyeezzWvSf1/zUzvrWnfz6v+73s3P5tXrYmdpa1dLbutv2nvNx7LX49vn+V1ub1tWU2fedePK4a/jy+/z439TWmNHc1r97vfO4bOz33fPd/drTWpnSvpjf79x46fSz/Ln4edPe1JL70p933bXw9fHx+HT7lf2d0VXY1L28fvzvtm319/zx2dnX/dHWmVu4ttuveq7y+fl22/vS3NTU1btX8570se/fbPj5vteefs9fltr5/d+w8fStdv3z3Nr/1dPf1db6nfq087fv9rV327pYlFbZU/yb//v39vDu97jy3d5elVea0tu83nr39/Ow7bb/e93e2tPX2JRZvA==',
    sha1: '406e4b408775bb71af762845a4e3822a51074073',
  },
  g726x16: {
    payload:
      'VFWlqk5E8Os+UBC/+08UwOs+U9D9uzwRNO/+dwT3/g5ENL+OTNDNIvJNN+MvHwTwrixA0LyLDAHNi49N3OAvD3QD/ssANDz+D0HNs85M9I2PfBPD+P8N3c87D9A9uPx3N/8iDHTDLwvTxIy/wAQw4v/EAcj+c0CD7P80wfyLMBAMi+MNAYP/AhzA4y8MAbD4PxBAy/vw0dwiIgDRyPswVM+s/HQAJ7JM0/T/CnwxjIsMBMDLznAA/O880TQi8nfQPL4MHD2PCzP1gL/MBAD7+ADEsL9zEz3jIgwd8L8I0wHz/g9NDOJv0wGPv0xDIKz80N38/jNBw7gjE3T/4gIQtPk7EwSDIgs0hPzOH92AvzwHDf+yANAwvmxDAP87TwcMuyzZ3YMvDwHx/z4wAbP43xA9o/zTHfy/w0Awo8hDQPPv83EAsv8MAcwu8sQdC77AEMyPP0wA47/TdGCyPxwEIy7PETCLy0PQgL8IAJ2wC3LQgL8I08H8/nwAJC/yNDTI4gw0zbL/0AQ//k8TwI8yTw==',
    sha1: 'bf841f344f44dc7857dcbb65c4e9d4634b8c0651',
  },
  g726x24: {
    payload:
      '37ZtE0mydqQpyu2yth9pUXKbdXtH0pL8bWnbiRYlsVu6/iMtyuO2bW9Fi5LbpWs/kZbkN133vpRFj9/yvR9J2XO7Ne8nyq7/5mv7iSRFjc33/iMpUlW7tf9ImpX+TP041/5YdVM7SSI9vlv+zaPvl+86/J8kifrXZhzvyePX7f0nSfQ7ZtrcuZI8qd+7T35Jzn3T/n1J13XX53v5e/T8ru3+Xx7p/mvzzpNdT8705+PkUeJXbf37y5Wk6fnayS8laVybaZ4vkvO77d88Uq6ntvs+v5TEsV2f+fXs8h/atp/ku+6/dp0/35zH713/ybP58V/bzpNPz+3Q9v9EWX4/tH3nl6Q/tdu+siLN+V3bvZVEe161fu8kihI7PRs7Vy79TV36j7PoudyeYapcy/+Yd3/nkp7nbv3eerLn6V27ceQs+Z3W7q3ki/zqtP00SvSoaWvb/67vj13bjaNHyv/WdZ/vifI35es/z3LF/uk+zRNFzmu3blQp0v+Ufu9n1pU3dtv4j6Trsc33fnJJjyv6fOxIeRK7dfs7e3T5/Us/j6PFf+ra9xNJeqq27ptH0hX7Z33/UbLnvmv+/5Mld2zTv9NdeRK3d+1El/Y7N93cT5Y8sU3fdpR8z9/3bfw9V/L+Lu/LV/bHf13/15XlaU67D5PriZra5pvci+LErd83ehTFMf82zi8pd+y2vXVrSfy0de1HyfLcN/3+eaL9T23XTnItcVL3bapbe37nrfvckfbcT/nGcZQ9j5u29/NLyh+3tu1I3/U3dus4j7T/qXu30Z1F/v3W9uUs',
    sha1: 'f13beb52febc400be3b0dd65bdd9d7d6ba9070b3',
  },
  g726x32: {
    payload:
      'f3d3d/eoqcv9QlVVI9Grqrv9QmVUI9GsqsrtMlU2JOGsqsr8P1VGM+K9mqzdEVRVJPO9qqvcL1NGNBLNqrrr/lRFNRPOm5zOHlFURCLeu7ncHFFUYz/uvNna30JTNSPvzMrb/CJCNPQfva3N/RFFJSUezJvNzuMmQ/PE3au97vNUU/Hj27rNHRIlVMLDzsvcPhE1NP2y2+qibxETNOrx6SseXmEfPzrav/3hUkTkNM7Zsvs+8XMv/tLO3r/yMk/20dKuzM4h3xch/+/Py/3+QUEWEt2h6ts/3mUT8uOer/0rw0Qj1B/O6esd4l82Hy2/rCo7K1NCMeHd+bz9Qk5TFB7Oj/4d//MkMv/P2rzt809y0uLi+uvt/jQUQ9Idj97/3/RBMcLR3bvsId4X8vHvv73e/zEyRv/fv8m+s/QiJuIdsbrt4eFGQSIsrqvd7fE2MvTvzK7pPRwWMiGjL9q8ES9eU+Mfzq3L3jJPFiS/tZ3NwdElFDMS2q+9G9Ezb/PSws3p/eFS5TTSod+rLD3PViH/762tG/8xceIhPLzP3O40QVLyLBq6/SzvVV/x/t6b7B/CYSUfLq3qvi1eIVMTHCvK2i/PZUEiEc3qyxteLiYiL/vLvRzyP0bk4S6av+7SUmH0ER6q3c0RP0Q1wcS9vN0hzxcSHu+/vc/hMWIxEd/N6cwxOiYjMe+t68w84lRC4xHLvto+bOFUEc7inOw/K0MjIx4Z3Not8i5W4h7BvNrvPlEVJBEZn6//0iI1ExHOj+7+4SEyFO89j97x3zIxEsTBzp3fTh40RP/toboc7kFxL///G9vsHj9hIzE7rcvrzUEmTjPs3Z7sHj0lXzGh/53c0fJRRBGyL7m98j4yUxPvzo7e0vEh5SMuvuz66/P1UxOy1Nnb3v019FTvHIHuLf0hXxHS0c283SHfF/LS0969zx8hYjLx0c3p6+5BbzNPO8u7Gu3yFjTy4b3Kvc7l5FTj/b+e7M8Tb1Hy7t+7utPSNVTy862dwRvTU2ESMRmf+xz9NfQ0wh2s6v3uRCRC0hy/qeHiQVIjP9yvyxpOzzY=',
    sha1: '44912f2e28d9e1da255594e31a03b91dfec596cf',
  },
  aal2x32: {
    payload:
      '93d3d3+KmrzfJFVVMh26qrvfJFZFMh3KqqzeI1VjQh7KqqzP81VkMy7bqcrdEUVVQj/bqrrN8jVkQyHcqqu+70VUUzHsucns4RVFRCLtu5vNwRVFNvPuy52t/SQ1UzL+zKy9zyIkQ0/x29rc3xFUUlLhzLnc7D5iND9M3brb7j9FNR8+vavc0SFSRSw87LzN4xFTQ98rva4q9hExQ64fnrLh5Rbx86Ot+98eJUROQ+ydK7/jHzfy7y3s7fsvI/RvHS3qzOwS/XES//78vN/vFBRhId0arr3z7VYxLz7p+t+yPEQyTfHsnr7RLvVj8dL7yqKzsjUkEx7dn8vfJOQ1QeHs+O/R/z9CI//8rcveP/QnLS4ur77e70NBNC3R+O3//U8UEywd3bvOEu1xLx/++9vt/xMjZP/9+5zrO08iYi7RG6veHh5kFCLC6rrd3h9jI0/+zOqe08FhIxI68q3LEfLlNT7x7Nq87SP0YUL7W9ncHB1SQTMhrfrbsR0z9j8tLNye3x4lXkMtGv26wtP8ZRL//trasf8TFy4Sw8v8ze5DFCUvwqGr38L+VfUf7+25zvEsFlLx4tqu69LlEjUxwbKsrfL8VhQiEdyuvLHl4mIi8r+828Ev82ROHuKp++4tJRZPEeGq3dwR80RTHEzby90S/HEh4f772/weEyYTEf3cnswTo2IyE/7avszDLkUkPhG8663jxh5FEewuyc7zsjQyMuGRza3SL+JlLuEcy63+4xVRQhGR+fr/LSJTMRHs+O7vHhIjQf7T+O0f/SMTIUwc7Nn95OFDRP/eGqvB7hQX8v//sb3O4fMWMhOz2ry+3BRi5DPO3enO4dNS9RMa/9nNHS8VRBEr8pvbL+MjNTH+7OjtLR8SXjLi686vvj9fNTErTZ297d9TT0X+wRju0t8S9REtHdzL3RL9cS8tPe3b/PESJiMfHdyevu4U9jP0s7y7od4vYUMvHtus2+xeTkU+3/vpzvwx9hUv7v27qz0tU0UvP9rZHLE9NRYhE5H5v8HfU09DLNHKrt/uREIkLcH7mh4uFCUy8836vKHk/GM=',
    sha1: '44912f2e28d9e1da255594e31a03b91dfec596cf',
  },
  aal2x40: {
    payload:
      '+973ve9/4QhW2NfIdKkoOX+8Wta+N/IdKUoOX+8Wta+deIdKUoOUO82ta+M+GZCUpOUXs3ta2cdCVCUJOYn85re2Mc+UyUoQcQt4va98c+E51IQUwe5ta9872IyEISYpN7xa2Mb0Ep0IOc//7zjF8a78hTJOUwia1jONXDspCnOU/w/zrOM64LpToKkJhb1m2q6Fr5xrGgZekxnOL9375yKMU/vGtvGdY2UYTlQgOjb1m/c62jpwnP8Qebxjexb6g4TlKe3C29myMhKMqcI//vaovrwfmsg/D/4UtR2/vWTYQUnkELgmeBrr/Bc+n5E+JwWB31nWzf4Yx1bITJ7WDnHNfOXyvoF7/d7p/Pcm6Q5vq/8uPfr6/en31CfGEPodcr3HdGFvqlC6Hx+S/3udCKbgzq//2T7trOyZIX/2ELwISW7UWteEQxDmOIP+avndv90npEkMbWxEqSnP/+LSSIL8Qcm3a+v+HkyfoEY37h/m99FF/RznP/icc/jOrj/4J/N0jov81y+9c78ZjkKgQsh/mgrD0UXTp+cneh7qnNc4Iu1bSj+gi/beeY+TaBFOYwv2KSurCFwI/qIYnx/1n0w57/5SmT9IhftsWM2+M2UaaIXyaH2+f458YREMo3Rb6en75DwXyI+kZvlxrm8XyEpNbYU//h+SthXz/PzmErxy/9nm68xz3UdCohS6Lrub5z/Zg7V1KebD8eac7voh+GhB/DybOOXz3pNnIcqCD1sRp7v8m/9Sn6BkL/GeW/m5flGRJiEEINbj3jezE6RJUdDoQretnxOi4dQyl91Fbmxj2TF6UaED102d4zn+SE+U5VF4HXR11bnh7IYaxDILu9Zv63P/Ecxip+PI+5rrX8mDxR/K6Hot9n/Pdl//yjo2TRs39jW96QX5TmTv+S6ze/RbKLyiIIHpN49TvNfCQpkCSP9yGtT/O99pKBDMQ99Hzj1gm3sozoD82j253OeYTz5/lXv/SZ/bmf5/9QvEUUedDLXdvi/kxSK+MxM83nHq//1OjnIYm/i3i+d+yYe1G+km/+7ynM/2W6ulQXpND3f9896XZiHMYoxWHvWLZN0n+qKgIvE1j1CX5wwhjSU3gkuO+eY2TJ0ZQUxfWVfWt4DkXipGM5v7yb8tB5wOkI0NBSX/4V84F3nUl+NJC7ufNv20TWzFGoIz8HrGtX/cfyCGkpvB2Xd7dyHJSdQgph+6LuM1yPgcJIn5SE2HGR2t/5tDIkxBF9r+c5rkny3SZJRiMHds4Hi+zn55KBC6Qts6/vOvp+EyDF3kR6/tknfh4c6Bj/81t7xnuEfCYSUf702dX1vWSG8Upw==',
    sha1: '979689353208f8a1a4230e54e17eac0d9b4ae9c9',
  },
};

/** A packet a line, 20 ms each. */
export const opusPackets: readonly string[] = [
  '+LUN6x60DpRJMtHNOzZBoWUdnLU8DTSAbyGZUtWzv68XcPIdo2hsWnrkNgd1F+6qOnvTnY2sbIKo1qAWxWlt2E+on4sXbQ==',
  '+LGiR9QlUXZySndHev4OLhMHLNLoYi0NFcjUmcSzLZUIK4JqvQQxwMpy08PC+GfDA+MZOK5OpqCp+IWP5fXJ+g2jecqvrg==',
  '+K1/RGu5jSscrCGJ8gbDF6tVP3rDdOWvCVig0QEoeJAZ7xh1MlgP4rm+SnRla66CY3WxAjySiXWqUeByjFyC2GmavhFTrg==',
  '+Ku5zPZUZXcG9kpvSlDa9WUDJ7XBBE54u+joq78rAPxOqMznLFm7QnsrqzfMxmwW4yi6mY966xXXc8rOzemjkxhcshxFrg==',
  '+Kys3S2GYHlsvO0UbW4gcd2GKFJyeUi86P75w2soswg8BnbADzJvW3D/hNCWAlwUjFSm1Oyy01zwiNR4M4aacA7sSEsnrg==',
  '+K2y8GjSbX67VxfuPDy8gG3xojCRhx6sDRcRTjClLeaoSWsw2TEXy5kDIlHggMIYdIkHH13ZNHpQpLSGgw7kEzJ06Zjprg==',
  '+Ksn4S1DiJAH0Q3SBTw5f3ZiLBrC0tHFHnjm8Vke7J+ZjTLnftDedGAd77ZswVUDlzPdpP5rX+zVlu0d/CKtMrRnqRbBrg==',
  '+K1+8XK0NO89IXRc3TTbm/w47/iV+mDxsg8Blu4KIH0LhplEHHlN7EsIinRla66CY3WxAjySiXWqUeByjFyC2AucClNTrg==',
  '+Ku5zPZUZXcG9kpvSlDa9WUDJ7XBBE54u+joq78rAPxOqMznLFm7QnsrqzfMxmwW4yi6mY966xXXc8rOzemjkxhcrhpFrg==',
  '+Kys3S2GWkFariZ85pl9wNeEFiZqbgprZnKdOmSMT+eR4ZTaCmCsoZ/wmgpgCXCEREO5qdllp0TwiNR4M4baUA7sSksnrg==',
  '+K2y8GjnF0A2ke29nzgGfKUslvw9x5qwYpIx0ABiMS1xf7ZuTwIlWjIGRDjhAYQw4BIOPruZaPShSWkNBh3IJaTp6Zrprg==',
  '+Ksn4S1Dp18wu5qRqL8C1KnAmLuuNOFmrPVN1db4Rg4QjCy7UToFa5Q7321AyqoHLme7UlvrX+zVk30d/CIuUrRnpxbBrg==',
  '+K1/AJAoC/8qEQAFDluaalmu+pPNGH20Ex/LJeML4NUr3fLMv5PFxXP0lOjK110PJuv5AjySiXWqUeByjDeC2fObylNTrg==',
  '+Ku5zPZUZXF0Z/CPitEbdi7k9bYKeYhJqLuC9nMyjoDaWGXY3Q5xthq5U+bpWwW4zhdTMe9WkbTBkpWdm9NHJjBdMhpFrg==',
  '+Kys3S2GYHlsvO0UbW4gcaeeVS3BXKnzxRBYCVGxWlVb8grMgON9Nw/4TQUwBLjSWKlNqdllp0TwiNR4M4baUA7sSksnrg==',
];
